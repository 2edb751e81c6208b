# Entente. Each verb says in one line what it does; `make` alone lists them.
# A bare machine needs Python 3.11 or newer with venv, and make; the rest comes by the lock files.

.DEFAULT_GOAL := help
.PHONY: help install install-dev install-stack run stack dev stop reset token import revoke verify-audit letters rebuild test check fuzz bench generate lock format

# What another environment of the invoking shell would put in the way.
unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV CONDA_PREFIX PYTHONDONTWRITEBYTECODE PYTHONSTARTUP MAKEFLAGS

export PYTHON
PY := .venv/bin/python
# STACK=1 means the instance of `make stack` instead of that of `make run`.
DEV := $(PY) -m $(if $(STACK),deploy.stack,deploy.dev.run)

help: ## Lists these verbs
	@sed -n 's/^\([a-z-]*\):[^#]*## /\1\t/p' $(MAKEFILE_LIST) | while IFS="$$(printf '\t')" read -r verb text; do \
		printf '  make %-14s %s\n' "$$verb" "$$text"; done

install: ## Makes the environment (.venv) from the lock file
	@sh deploy/dev/bootstrap.sh

install-dev: ## The same, with what tests and checks need
	@sh deploy/dev/bootstrap.sh --dev

run: install ## Runs Entente on this machine: database, identity, services, web client, demonstration
	@exec $(DEV) run

install-stack: install ## The same as install, with what the real parts need
	@sh deploy/dev/bootstrap.sh --stack

stack: install-stack ## Runs it on a real Kafka and a real Keycloak, without containers; other verbs: STACK=1
	@exec $(PY) -m deploy.stack run

dev: install ## Runs it and follows changes of the files, services and web client
	@exec $(DEV) dev

stop: install ## Stops it; the data is kept
	@$(DEV) stop

reset: install ## Deletes the data of this checkout and starts over at the next run (asks; FORCE=1 does not)
	@$(DEV) reset

token: install ## Prints an access token: make token PERSON=us.secretary [AUDIENCE=gateway]
	@$(DEV) token "$(or $(PERSON),us.secretary)" "$(or $(AUDIENCE),gateway)"

import: install ## Imports a list of activities: make import FILE=list.csv [PERSON=us.secretary] [ARGS="--dry-run"]
	@test -n "$(FILE)" || { echo "say which file: make import FILE=list.csv" >&2; exit 2; }
	@$(DEV) import "$(or $(PERSON),us.secretary)" "$(FILE)" $(ARGS)

revoke: install ## Revokes a person: make revoke PERSON=us.secretary
	@test -n "$(PERSON)" || { echo "say whom: make revoke PERSON=us.secretary" >&2; exit 2; }
	@$(DEV) exec directory revoke "$(PERSON)"

verify-audit: install ## Proves the audit chains whole, or says where they are not
	@$(DEV) exec audit verify

letters: install ## Sees to what a service could not take: make letters SERVICE=insight [ARGS="replay --all TOPIC"]
	@$(DEV) exec "$(or $(SERVICE),insight)" letters $(ARGS)

rebuild: install ## Builds insight's read model anew from the log, while readers go on with the old one
	@$(DEV) exec insight rebuild

test: install-dev ## Runs every test that this machine can run, and says what it could not and why
	@$(PY) -m deploy.dev.checks test $(ARGS)

check: install-dev ## Format, lint, types, imports between parts, generated files, migrations, web client
	@$(PY) -m deploy.dev.checks check

fuzz: install-dev ## Ten minutes for each reader of what comes from outside: make fuzz [READERS="xml spif"] [SECONDS=600]
	@$(PY) -m tests.fuzz --seconds $(or $(SECONDS),600) $(READERS)

bench: install-dev ## Measures what the design promises, as ratios
	@$(PY) -m deploy.dev.checks bench

generate: install-dev ## Makes all generated files anew: events, API documents, client types, tables of the docs
	@$(PY) -m deploy.dev.checks generate

lock: install-dev ## Locks the dependencies anew, with hashes
	@$(PY) -m deploy.dev.checks lock

format: install-dev ## Formats Python and the web client
	@$(PY) -m deploy.dev.checks format
