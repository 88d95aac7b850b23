-- A real client: headless Neovim (0.7 or later) attaches buildspec-lsp to a buffer. Opens a bad
-- buildspec, sees the finding, edits it away, hovers, completes. Run by ./nvim_client.
local session = dofile(vim.env.BUILDSPEC_CLIENTS .. '/nvim_session.lua')
local check, ask = session.check, session.ask

session.start({
  'version: 0.2',
  'phases:',
  '  install:',
  '    runtime-versions:',
  '      python: "3.12"',
  '  biuld:',
  '    commands:',
  '      - echo "ä😀" > "$CODEBUILD_SRC_DIR/out"',
})
local buffer = session.buffer

local function errors()
  return vim.diagnostic.get(buffer, { severity = vim.diagnostic.severity.ERROR })
end

local function params(line, character)
  return {
    textDocument = vim.lsp.util.make_text_document_params(buffer),
    position = { line = line, character = character },
  }
end

-- The finding stands on the misspelled phase.
vim.wait(10000, function() return #errors() > 0 end)
check(#errors() == 1, 'one error is shown')
local found = errors()[1] or {}
check(found.lnum == 5 and found.col == 2 and found.end_col == 7, 'it stands on the word')
check(found.source == 'buildspec-lint', 'it says where it comes from')

-- A variable behind letters of several bytes.
local hover = ask('textDocument/hover', params(7, 26))
check(hover and hover.contents.value:find('CODEBUILD_SRC_DIR', 1, true), 'hover on a variable')
local key = ask('textDocument/hover', params(0, 2))
check(key and key.contents.value:find('Version of the buildspec format', 1, true), 'hover on a key')

-- Its quick fix, applied by Neovim, makes the finding vanish.
local actions = ask('textDocument/codeAction', {
  textDocument = vim.lsp.util.make_text_document_params(buffer),
  range = { start = { line = 5, character = 2 }, ['end'] = { line = 5, character = 7 } },
  context = { diagnostics = {} },
}) or {}
check(#actions >= 1, 'a quick fix is offered')
if actions[1] then vim.lsp.util.apply_workspace_edit(actions[1].edit, 'utf-16') end
check(vim.api.nvim_buf_get_lines(buffer, 5, 6, false)[1] == '  build:', 'it writes the right word')
vim.wait(10000, function() return #errors() == 0 end)
check(#errors() == 0, 'the error vanishes')

-- Edited by hand, it comes back and goes again.
vim.api.nvim_buf_set_text(buffer, 5, 2, 5, 7, { 'buidl' })
vim.wait(10000, function() return #errors() > 0 end)
check(#errors() == 1, 'the error comes back')
vim.api.nvim_buf_set_text(buffer, 5, 4, 5, 7, { 'ild' })
vim.wait(10000, function() return #errors() == 0 end)
check(#errors() == 0, 'the next edit takes it away')

-- A half-typed key on a new line.
vim.api.nvim_buf_set_lines(buffer, -1, -1, false, { '  post' })
local list = ask('textDocument/completion', params(8, 6)) or { items = {} }
local offered
for _, item in ipairs(list.items) do
  if item.label == 'post_build' then offered = item end
end
check(offered ~= nil, 'post_build is offered')
if offered then
  vim.lsp.util.apply_text_edits({ offered.textEdit }, buffer, 'utf-16')
  check(vim.api.nvim_buf_get_lines(buffer, 8, 9, false)[1] == '  post_build:', 'and inserted')
end

session.finish()
