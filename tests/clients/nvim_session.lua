-- What the Neovim sessions share: a buffer with a buildspec, its server, and what to check with.
-- Works with Neovim 0.7 and later.
local M = { failures = {} }

function M.check(condition, what)
  if not condition then
    table.insert(M.failures, what)
    io.stderr:write('failed: ' .. what .. '\n')
  end
end

-- The buildspec is a file of the current folder, and the current buffer.
function M.start(lines)
  vim.fn.writefile(lines, 'buildspec.yml')
  vim.cmd('edit buildspec.yml')
  M.buffer = vim.api.nvim_get_current_buf()
  vim.bo[M.buffer].filetype = 'yaml'
  M.id = vim.lsp.start_client({
    name = 'buildspec',
    cmd = { vim.env.BUILDSPEC_LSP, '--stdio', '--today=2026-11-20' },
    root_dir = vim.fn.getcwd(),
  })
  M.check(M.id ~= nil, 'the server starts')
  vim.lsp.buf_attach_client(M.buffer, M.id)
  M.wait('the server is there', function() return M.client() and M.client().initialized end)
end

function M.client() return vim.lsp.get_client_by_id(M.id) end

function M.wait(what, condition)
  vim.wait(10000, condition, 20)
  M.check(condition(), what)
end

function M.lines(first, last) return vim.api.nvim_buf_get_lines(M.buffer, first, last, false) end

-- Puts the cursor on a place in the text: line and column in bytes, both from 0.
function M.cursor(line, column) vim.api.nvim_win_set_cursor(0, { line + 1, column }) end

function M.ask(method, request)
  local answers = vim.lsp.buf_request_sync(M.buffer, method, request, 5000) or {}
  for _, answer in pairs(answers) do return answer.result end
end

function M.finish()
  local client = M.client()
  if client then client.stop() end
  M.wait('the server ends', function() return M.client() == nil end)
  if #M.failures == 0 then io.stdout:write('neovim: as it should be\n') end
  vim.cmd(#M.failures == 0 and 'qall!' or 'cquit 1')
end

return M
