;;; lsp_mode_client.el --- A session of lsp-mode with buildspec-lsp  -*- lexical-binding: t -*-
;; Emacs in batch mode.  Sees findings, hovers, goes to a definition, lists references, renames, fixes,
;; completes, formats, shows the outline.  Run by ./emacs_client.

;; Debian's packages; -Q leaves their start-up files out.
(dolist (folder (append (file-expand-wildcards "/usr/share/emacs/site-lisp/elpa/*")
                        (file-expand-wildcards "/usr/share/emacs/site-lisp/elpa-src/*")))
  (when (file-directory-p folder) (add-to-list 'load-path folder)))
(unless (and (require 'lsp-mode nil t) (require 'yaml-mode nil t))
  (message "skipped: this Emacs has no lsp-mode or yaml-mode (packages elpa-lsp-mode, elpa-yaml-mode)")
  (kill-emacs 77))
(dolist (part '(lsp-diagnostics lsp-completion lsp-headerline lsp-modeline lsp-lens)) (require part))

(defvar session-failures 0)
(defun check (condition what)
  (unless condition
    (setq session-failures (1+ session-failures))
    (message "failed: %s" what)))
(defun wait (what condition)
  (let ((end (+ (float-time) 10)))
    (while (and (not (funcall condition)) (< (float-time) end))
      (accept-process-output nil 0.05)))
  (check (funcall condition) what))
(defun behind (text)
  (goto-char (point-min))
  (search-forward text))
(defun codes ()
  (mapcar #'lsp:diagnostic-code? (gethash (buffer-file-name) (lsp-diagnostics))))
(defun has (text) (string-match-p (regexp-quote text) (buffer-string)))

(setq lsp-enable-snippet nil
      lsp-auto-guess-root t
      lsp-restart 'ignore
      lsp-diagnostics-provider :flymake
      make-backup-files nil)
;; As in docs/editors.md, but for the path of the server.
(define-derived-mode buildspec-mode yaml-mode "Buildspec"
  (setq-local tab-width 2 indent-tabs-mode nil))
(add-to-list 'auto-mode-alist '("buildspec[^/]*\\.ya?ml\\'" . buildspec-mode))
(add-to-list 'lsp-language-id-configuration '(buildspec-mode . "yaml"))
(lsp-register-client
 (make-lsp-client :new-connection (lsp-stdio-connection
                                   (list (getenv "BUILDSPEC_LSP") "--stdio" "--today=2026-11-20"))
                  :major-modes '(buildspec-mode)
                  :server-id 'buildspec))

(make-directory ".git")
(make-directory "dist")
(with-temp-file "dist/a.js")
(with-temp-file "buildspec.yml"
  (insert "version: 0.2\n"
          "env:\n"
          "  variables:\n"
          "    STAGE: test\n"
          "phases:\n"
          "  build:\n"
          "    commands:   \n"
          "      - echo \"$STAGE\"\n"
          "      - make ${STAGE}\n"
          "artifacts:\n"
          "  files:\n"
          "    - ./dist/*\n"))

(defun session ()
  (lsp-workspace-folders-add default-directory)
  (find-file "buildspec.yml")
  (lsp)
  (wait "the finding is there" (lambda () (equal (codes) '("artifact-glob"))))

  (behind "$STA")
  (let ((hover (lsp-request "textDocument/hover" (lsp--text-document-position-params))))
    (check (string-match-p "test" (lsp:markup-content-value (lsp:hover-contents hover))) "hover"))
  (lsp-find-definition)
  (check (= (line-number-at-pos) 4) "the definition")
  (behind "$STA")
  (check (= (length (lsp-request "textDocument/references" (lsp--make-reference-params))) 2)
         "references without the definition")
  (lsp-rename "TARGET")
  (check (and (has "TARGET: test") (has "\"$TARGET\"") (has "${TARGET}") (not (has "STAGE"))) "rename")

  (behind "- ./")
  (let ((actions (append (lsp-code-actions-at-point) nil)))
    (check (seq-find (lambda (each) (string-match-p "Ignore" (lsp:code-action-title each))) actions)
           "an action that ignores the finding")
    (lsp-execute-code-action
     (seq-find (lambda (each) (string-match-p "Remove" (lsp:code-action-title each))) actions)))
  (check (has "    - dist/*\n") "the fix is applied")
  (wait "the finding is gone" (lambda () (null (codes))))

  ;; The key stays in its column, whatever yaml-mode makes of the line.
  (goto-char (point-max))
  (insert "cac")
  (let* ((found (lsp-completion-at-point))
         (word (car (all-completions "cac" (nth 2 found)))))
    (check (equal word "cache") "completion")
    (delete-region (nth 0 found) (nth 1 found))
    (insert word)
    (funcall (plist-get (nthcdr 3 found) :exit-function) word 'finished))
  (check (has "dist/*\ncache:") (format "the key in its column: %S" (buffer-string)))
  (delete-region (line-beginning-position) (point-max))

  (lsp-format-buffer)
  (check (has "    commands:\n") "layout")
  (check (assoc "phases" (funcall imenu-create-index-function)) "the outline")
  (set-buffer-modified-p nil)
  (lsp-workspace-shutdown (car (lsp-workspaces))))

(condition-case problem (session)
  (error (check nil (error-message-string problem))))
(when (= session-failures 0) (princ "lsp-mode: as it should be\n"))
(kill-emacs (if (= session-failures 0) 0 1))
