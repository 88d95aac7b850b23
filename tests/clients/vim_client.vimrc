" As in docs/editors.md, but for the path of the server.
set nocompatible
filetype plugin on
silent! packadd! ale
let g:ale_linters = {'yaml': ['buildspec']}
silent! call ale#linter#Define('yaml', {
\   'name': 'buildspec',
\   'lsp': 'stdio',
\   'executable': $BUILDSPEC_LSP,
\   'command': '%e --stdio --today=2026-11-20',
\   'project_root': {buffer -> fnamemodify(bufname(buffer), ':p:h')},
\})
