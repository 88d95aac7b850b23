" Vim 9 with ALE: the list of findings, hover, completion, a fix from ALE's menu, definition,
" references and rename, with buildspec-lsp behind them. Only ASCII: ALE counts bytes where the
" protocol counts UTF-16. Run by ./vim_client.
set hidden noswapfile
let s:report = []
let s:failed = 0

function! Check(condition, what) abort
  if !a:condition
    let s:failed = 1
    call add(s:report, 'failed: ' . a:what)
  endif
endfunction

function! Wait(what, Condition) abort
  let l:start = reltime()
  while !a:Condition() && reltimefloat(reltime(l:start)) < 10
    sleep 20m
  endwhile
  call Check(a:Condition(), a:what)
endfunction

function! End(status) abort
  call writefile(s:report, $REPORT)
  execute 'cquit' a:status
endfunction

silent! runtime autoload/ale.vim
if !has('job') || !has('channel') || !exists('*ale#Queue')
  call add(s:report, 'skipped: this Vim has no jobs, or no ALE (package vim-ale)')
  call End(77)
endif

function! Found(rule) abort
  call ale#Queue(0)
  sleep 50m
  return filter(copy(ale#engine#GetLoclist(bufnr(''))), {_, each -> get(each, 'code', '') is# a:rule})
endfunction

function! Complete() abort
  call ale#completion#GetCompletions('ale-callback',
  \ {'callback': {result -> extend(s:words, map(copy(result), 'v:val.word'))}})
  call Wait('completion', {-> !empty(s:words)})
  return ''
endfunction

function! Session() abort
  call mkdir('.git')
  call writefile([
  \ 'version: 0.2',
  \ 'env:',
  \ '  variables:',
  \ '    STAGE: test',
  \ 'phases:',
  \ '  biuld:',
  \ '    commands:',
  \ '      - echo "$STAGE"',
  \ '      - make ${STAGE}',
  \], 'buildspec.yml')
  edit buildspec.yml

  " Findings: place, severity, source.
  call Wait('the finding', {-> !empty(Found('unknown-phase'))})
  let l:finding = get(Found('unknown-phase'), 0, {})
  call Check([get(l:finding, 'lnum'), get(l:finding, 'col'), get(l:finding, 'end_col')] == [6, 3, 7],
  \ 'it stands on the word')
  call Check(get(l:finding, 'type') is# 'E', 'it is an error')
  call Check(get(l:finding, 'linter_name') is# 'buildspec', 'from the server')

  " Hover, in ALE's preview window.
  let g:ale_hover_to_preview = 1
  call cursor(9, 17)
  call ale#hover#ShowAtCursor()
  call Wait('hover', {-> !empty(filter(range(1, winnr('$')),
  \ {_, each -> getwinvar(each, '&previewwindow')}))})
  wincmd P
  call Check(join(getline(1, '$')) =~# 'STAGE', 'it speaks of the variable')
  pclose

  " Its quick fix: ALE hands the actions to whoever shows the menu.
  call cursor(6, 3)
  let s:actions = []
  function! Take(data, items) abort
    let s:data = a:data
    let s:actions = a:items
  endfunction
  call ale#codefix#Execute(0, function('Take'))
  call Wait('actions', {-> !empty(s:actions)})
  let l:fixes = filter(copy(s:actions), {_, each -> each[1].title =~# 'build'})
  call Check(!empty(l:fixes), 'a quick fix is offered')
  if !empty(l:fixes)
    call ale#codefix#ApplyLSPCodeAction(s:data, l:fixes[0][1])
  endif
  call Wait('it writes the right word', {-> getline(6) is# '  build:'})
  call Wait('the finding vanishes', {-> empty(Found('unknown-phase'))})

  " Definition and references.
  call cursor(8, stridx(getline(8), 'STAGE') + 2)
  call ale#definition#GoTo({})
  call Wait('to the definition', {-> line('.') == 4})
  call cursor(4, 6)
  call ale#references#Find('-quickfix')
  call Wait('references', {-> !empty(getqflist())})
  call Check(map(getqflist(), {_, each -> [each.lnum, each.col]}) == [[8, 16], [9, 16]],
  \ 'in both commands')

  " Rename, as :ALERename does it once it has asked for the name.
  call cursor(4, 6)
  call feedkeys(":ALERename\<CR>\<C-u>TARGET\<CR>", 'tx')
  call Wait('renamed', {-> getline(4) is# '    TARGET: test'})
  call Check(getline(8) is# '      - echo "$TARGET"', 'in quotes')
  call Check(getline(9) is# '      - make ${TARGET}', 'in braces')

  " Completion of a half-typed key; ALE shows it in insert mode only.
  call append(9, '  post')
  call cursor(10, 1)
  let s:words = []
  call feedkeys("A\<C-r>=Complete()\<CR>", 'tx')
  call Check(!empty(filter(s:words, {_, each -> each =~# '^post_build'})), 'post_build is offered')
endfunction

try
  call Session()
catch
  call Check(0, v:exception . ' at ' . v:throwpoint)
endtry
call ale#lsp#StopAll()
if !s:failed
  call add(s:report, 'vim: as it should be')
endif
call End(s:failed)
