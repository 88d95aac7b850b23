;;; emacs_client.el --- A session of eglot with buildspec-lsp  -*- lexical-binding: t -*-
;; Emacs 28 or later in batch mode.  Sees findings through Flymake, hovers, goes to definitions,
;; lists references, renames, completes, fixes, formats, shows the outline.  Run by ./emacs_client.

;; Debian's packages; -Q leaves their start-up files out.
(dolist (folder (append (file-expand-wildcards "/usr/share/emacs/site-lisp/elpa/*")
                        (file-expand-wildcards "/usr/share/emacs/site-lisp/elpa-src/*")))
  (when (file-directory-p folder) (add-to-list 'load-path folder)))
(unless (require 'eglot nil t)
  (message "skipped: this Emacs has no eglot (package elpa-eglot)")
  (kill-emacs 77))
(require 'flymake)
(require 'imenu)
(require 'xref)

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
(defun at (text &optional offset)
  "Puts point before TEXT, OFFSET characters further."
  (goto-char (point-min))
  (search-forward text)
  (goto-char (+ (match-beginning 0) (or offset 0))))
(defun line-text () (buffer-substring-no-properties (line-beginning-position) (line-end-position)))
(defun send-changes ()
  "What eglot does when Emacs is idle, which it never is in batch mode."
  (eglot--signal-textDocument/didChange))
(defun found (code)
  "The Flymake diagnostics whose text names the rule CODE."
  (send-changes)
  (flymake-start)
  (seq-filter (lambda (each) (string-match-p (regexp-quote code) (flymake-diagnostic-text each)))
              (flymake-diagnostics)))
(defun answer (method params) (jsonrpc-request (eglot-current-server) method params))

(setq eglot-sync-connect 10
      eglot-autoreconnect nil
      eglot-confirm-server-initiated-edits nil
      eglot-send-changes-idle-time 0
      make-backup-files nil)
;; As in docs/editors.md, but for the mode that every Emacs has.
(define-derived-mode buildspec-mode text-mode "Buildspec"
  (setq-local tab-width 2 indent-tabs-mode nil))
(add-to-list 'auto-mode-alist '("buildspec[^/]*\\.ya?ml\\'" . buildspec-mode))
(add-to-list 'eglot-server-programs
             `(buildspec-mode . (,(getenv "BUILDSPEC_LSP") "--stdio" "--today=2026-11-20")))

(make-directory ".git")
(with-temp-file "buildspec.yml"
  (insert "version: 0.2\n"
          "env:\n"
          "  variables:\n"
          "    STAGE: test\n"
          "phases:\n"
          "  biuld:\n"
          "    commands:   \n"
          "      - echo \"ä😀 $STAGE\"\n"
          "      - make ${STAGE}\n"
          "artifacts:\n"
          "  files:\n"
          "    - ./dist/*\n"))
(find-file "buildspec.yml")
(check (eq major-mode 'buildspec-mode) "the mode")
(apply #'eglot--connect (eglot--guess-contact))
(check (eglot-current-server) "the server starts")

;; Findings, where they stand and how bad they are.
(wait "the finding" (lambda () (found "unknown-phase")))
(let ((finding (car (found "unknown-phase"))))
  (check (and finding (equal (buffer-substring-no-properties (flymake-diagnostic-beg finding)
                                                             (flymake-diagnostic-end finding))
                             "biuld"))
         "it stands on the word")
  (check (and finding (eq (flymake-diagnostic-type finding) 'eglot-error)) "it is an error"))

;; Hover, through eldoc.
(at "$STAGE" 2)
(let (shown)
  (eglot-hover-eldoc-function (lambda (text &rest _) (setq shown text)))
  (wait "hover" (lambda () shown))
  (check (string-match-p "STAGE" (or shown "")) "it speaks of the variable"))

;; Its quick fix.
(at "biuld" 1)
(let* ((actions (eglot-code-actions (point) (point)))
       (fix (seq-find (lambda (each) (string-match-p "build" (plist-get each :title))) actions)))
  (check fix "a quick fix is offered")
  (when fix (eglot--apply-workspace-edit (plist-get fix :edit))))
(at "build" 0)
(check (equal (line-text) "  build:") "it writes the right word")
(wait "the finding vanishes" (lambda () (not (found "unknown-phase"))))

;; Definition and references, through xref.
(at "$STAGE" 2)
(xref-find-definitions (xref-backend-identifier-at-point 'eglot))
(check (equal (line-text) "    STAGE: test") "to the definition")
(at "STAGE: test" 1)
(check (equal (sort (mapcar (lambda (each) (xref-location-line (xref-item-location each)))
                            (xref-backend-references 'eglot (xref-backend-identifier-at-point 'eglot)))
                    #'<)
              '(4 8 9))
       "references in YAML and commands")

;; Rename.
(at "STAGE: test" 1)
(eglot-rename "TARGET")
(check (save-excursion (goto-char (point-min)) (search-forward "echo \"ä😀 $TARGET\"" nil t))
       "renamed after letters of several bytes")
(check (save-excursion (goto-char (point-min)) (search-forward "make ${TARGET}" nil t)) "and in braces")
(check (not (save-excursion (goto-char (point-min)) (search-forward "STAGE" nil t))) "everywhere")

;; Completion at point, a half-typed key.
(goto-char (point-min))
(search-forward "phases:\n")
(insert "  post\n")
(forward-char -1)
(let* ((table (eglot-completion-at-point))
       (offered (all-completions "post" (nth 2 table) (plist-get (nthcdr 3 table) :predicate))))
  (check (seq-find (lambda (each) (string-prefix-p "post_build" each)) offered) "post_build is offered")
  (completion-at-point)
  (check (string-prefix-p "  post_build" (line-text)) "and inserted"))
(delete-region (line-beginning-position) (1+ (line-end-position)))

;; All safe fixes, as before saving; eglot compares kinds letter by letter, and asks where there are
;; several actions.
(eglot-code-actions (point-min) (point-max) "source.fixAll.buildspec" t)
(wait "all is fixed"
      (lambda () (save-excursion (goto-char (point-min)) (search-forward "    - dist/*" nil t))))

;; Layout.
(let ((before (buffer-string)))
  (eglot-format-buffer)
  (check (equal (buffer-string) (replace-regexp-in-string " +$" "" before))
         "trailing blanks are gone, and nothing else"))

;; The outline, through imenu.
(let* ((index (eglot-imenu))
       (text (format "%S" index)))
  (check (and (string-match-p "TARGET" text) (string-match-p "build" text)) "the outline"))

;; Settings, for which the server asks.
(erase-buffer)
(insert "version: 0.2\nphases:\n  biuld: {commands: [make]}\n")
(wait "a finding again" (lambda () (found "unknown-phase")))
(setq-default eglot-workspace-configuration '(:buildspec (:ignore ["unknown-phase"])))
(eglot-signal-didChangeConfiguration (eglot-current-server))
(wait "the settings count" (lambda () (not (found "unknown-phase"))))

(let ((server (eglot-current-server)))
  (eglot-shutdown server)
  (check (not (jsonrpc-running-p server)) "the server ends"))
(when (= session-failures 0) (princ "emacs: as it should be\n"))
(set-buffer-modified-p nil)
(kill-emacs (if (= session-failures 0) 0 1))
