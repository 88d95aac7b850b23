-- Neovim's own functions for definition, references, rename, symbols, code actions, formatting and
-- code lenses, with buildspec-lsp behind them. Run by ./nvim_client.
local session = dofile(vim.env.BUILDSPEC_CLIENTS .. '/nvim_session.lua')
local check, wait, cursor, lines = session.check, session.wait, session.cursor, session.lines

vim.fn.mkdir('.git', 'p')
vim.fn.mkdir('dist', 'p')
vim.fn.writefile({ '' }, 'dist/app.js')
session.start({
  'version: 0.2',
  'env:',
  '  variables:',
  '    STAGE: test',
  'batch:',
  '  build-graph:',
  '    - identifier: first',
  '    - identifier: second',
  '      depend-on: [first]',
  'phases:',
  '  build:',
  '    commands:   ',
  '      - echo "ä😀 $STAGE"',
  '      - make ${STAGE}',
  'artifacts:',
  '  files:',
  '    - ./dist/*',
})

local function shown(rule)
  return #vim.tbl_filter(function(each) return each.code == rule end,
                         vim.diagnostic.get(session.buffer)) > 0
end
wait('a hint on the artifacts', function() return shown('artifact-glob') end)

-- Definition: from the command, behind letters of several bytes, to the variable.
cursor(12, 22)
vim.lsp.buf.definition()
wait('to the definition of a variable', function()
  local at = vim.api.nvim_win_get_cursor(0)
  return at[1] == 4 and at[2] == 4
end)
cursor(8, 19)
vim.lsp.buf.definition()
wait('to the definition of a task', function() return vim.api.nvim_win_get_cursor(0)[1] == 7 end)

-- References fill the quickfix list.
cursor(3, 5)
vim.lsp.buf.references({ includeDeclaration = true })
wait('three references', function() return #vim.fn.getqflist() == 3 end)
check(vim.deep_equal(vim.tbl_map(function(each) return { each.lnum, each.col } end,
                                 vim.fn.getqflist()),
                     { { 4, 5 }, { 13, 23 }, { 14, 16 } }), 'each on the name')
vim.cmd('cclose')

-- Rename, in YAML and in commands.
cursor(3, 5)
vim.lsp.buf.rename('TARGET')
wait('renamed', function() return lines(3, 4)[1] == '    TARGET: test' end)
check(lines(12, 13)[1] == '      - echo "ä😀 $TARGET"', 'after $')
check(lines(13, 14)[1] == '      - make ${TARGET}', 'in braces')

-- Symbols of the document and of the workspace.
vim.fn.setqflist({})
vim.lsp.buf.document_symbol()
wait('symbols', function() return #vim.fn.getqflist() + #vim.fn.getloclist(0) > 0 end)
local symbols = vim.fn.getqflist()
if #symbols == 0 then symbols = vim.fn.getloclist(0) end
local function has(text)
  return #vim.tbl_filter(function(each) return each.text:find(text, 1, true) end, symbols) > 0
end
check(has('build') and has('TARGET') and has('second'), 'phases, variables and tasks')
vim.cmd('cclose | lclose')
vim.cmd('silent write')
vim.fn.setqflist({})
vim.lsp.buf.workspace_symbol('TARGET')
wait('symbols of the workspace', function() return #vim.fn.getqflist() > 0 end)
check((vim.fn.getqflist()[1] or {}).lnum == 4, 'the variable before the commands that use it')
vim.cmd('cclose')

-- All fixes at once, chosen from Neovim's menu.
local offered = {}
local function choose(wanted)
  vim.ui.select = function(items, options, done)
    offered = vim.tbl_map(options.format_item, items)
    for _, item in ipairs(items) do
      if options.format_item(item):find(wanted, 1, true) then return done(item) end
    end
    done(nil)
  end
end
choose('Remove `./`')
cursor(16, 7)
vim.lsp.buf.code_action()
wait('the quick fix is applied', function() return lines(16, 17)[1] == '    - dist/*' end)
wait('the hint vanishes', function() return not shown('artifact-glob') end)
vim.api.nvim_buf_set_lines(session.buffer, 16, 17, false, { '    - ./dist/*', '    - ./dist/app.js' })
wait('the hints come back', function() return shown('artifact-glob') end)
choose('Apply all safe fixes')
vim.lsp.buf.code_action({ diagnostics = {}, only = { 'source.fixAll' } })
wait('all is fixed', function()
  return vim.deep_equal(lines(16, -1), { '    - dist/*', '    - dist/app.js' })
end)
check(#offered == 1, 'and nothing else was offered')

-- Layout: the trailing blanks go, and nothing else.
local before = table.concat(lines(0, -1), '\n')
vim.lsp.buf.formatting_sync(nil, 5000)
check(lines(11, 12)[1] == '    commands:', 'trailing blanks are gone')
check(table.concat(lines(0, -1), '\n') == (before:gsub(' +\n', '\n')), 'and nothing else')

-- What the client does not offer, the server does not advertise.
local offers = session.client().server_capabilities
check(offers.semanticTokensProvider == nil, 'no colours for a client without them')
check(offers.inlayHintProvider == nil, 'nor hints')
check(offers.diagnosticProvider == nil, 'nor diagnostics to pull')

-- Requests for which this Neovim has no function of its own.
local document = vim.lsp.util.make_text_document_params(session.buffer)
local folds = session.ask('textDocument/foldingRange', { textDocument = document }) or {}
check(#folds > 0 and folds[1].startLine < folds[1].endLine, 'folding ranges')
local marked = session.ask('textDocument/documentHighlight', {
  textDocument = document, position = { line = 3, character = 5 },
}) or {}
check(#marked == 3, 'highlights')
local chain = session.ask('textDocument/selectionRange', {
  textDocument = document, positions = { { line = 13, character = 10 } },
}) or {}
check(chain[1] and chain[1].parent, 'selection ranges')

-- Fixed before it is saved, as in docs/editors.md.
vim.api.nvim_create_autocmd('BufWritePre', {
  buffer = session.buffer,
  callback = function()
    local params = vim.lsp.util.make_range_params(0, 'utf-16')
    params.context = { only = { 'source.fixAll.buildspec' }, diagnostics = {} }
    local answers = vim.lsp.buf_request_sync(0, 'textDocument/codeAction', params, 1000) or {}
    for id, answer in pairs(answers) do
      local client = vim.lsp.get_client_by_id(id)
      for _, action in ipairs(answer.result or {}) do
        local resolved = client.request_sync('codeAction/resolve', action, 1000, 0)
        local edit = action.edit or (resolved and resolved.result and resolved.result.edit)
        if edit then vim.lsp.util.apply_workspace_edit(edit, client.offset_encoding) end
      end
    end
  end,
})
vim.api.nvim_buf_set_lines(session.buffer, 16, 17, false, { '    - ./dist/*' })
vim.cmd('silent write')
check(vim.fn.readfile('buildspec.yml')[17] == '    - dist/*', 'fixed on save')

-- Settings, for which the server asks.
vim.api.nvim_buf_set_lines(session.buffer, 16, 17, false, { '    - ./dist/*' })
wait('a hint again', function() return shown('artifact-glob') end)
local settings = { buildspec = { ignore = { 'artifact-glob' } } }
session.client().config.settings = settings
session.client().notify('workspace/didChangeConfiguration', { settings = settings })
wait('the settings count', function() return not shown('artifact-glob') end)

session.finish()
