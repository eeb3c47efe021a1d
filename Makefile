# make demo   everything from nothing: environment, simulator, schools, plan, apply, second plan, reports
# make unit   the tests of a small change: unit, cases and properties, without a socket
# make test   all tests            make check   all that CI checks besides     make format   formats
# make release-check  builds wheel and sdist and looks into them    make changelog  gathers CHANGELOG.md
# make bench  request counts, time and memory of a plan for 1, 10 and 52 schools; the simulator's speed;
#             and large inputs: groups of 5,000, 400 groups a school, 100,000 accounts, 2 million rows
# make kills  a rollout killed at every journal point, on both databases: some ten minutes; writes docs/kill-points.md
# make adoption  all tenants as strangers made them, exported, adopted and given back
# make simulate SEEDS=n FROM=m JOBS=k  whole towns from seeds, judged by an oracle; prints seeds a second
# make mutants  puts faults by hand back into the product, and prints those that nothing notices
# make engine  finds Pulumi's engine, or builds it once     make pulumi-demo  a stack's whole life on it
# make clients  installs other people's clients for the tests: GAM7, az, Office365-REST-Python-Client, three of npm's
# make browser  the report's pages in Debian's Chromium, and its PDFs under veraPDF; installs what they need
# make codehost  builds Gitea and act once, and runs the code host's jobs on them; servers are stopped after
# make lock   writes requirements.lock anew from pyproject.toml, and the locks of tests/clients and tests/browser

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
CLIENTS := .test

.PHONY: browser kills simulate mutants adoption engine pulumi-demo demo unit test check format bench lock install stop clients codehost codehost-tools codehost-programs \
  check-format check-lint check-types check-imports check-dead-code check-docs check-build changelog release-check

install: $(INSTALLED)

$(INSTALLED): requirements.lock pyproject.toml
	@echo "== environment: $(VENV), at the versions of requirements.lock (some minutes the first time)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python .ci/packages requirements.lock $(BIN)/python -m pip install --progress-bar off --disable-pip-version-check --no-compile --require-hashes --no-deps -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

demo: install
	@echo "== a sandbox: 52 invented schools with rosters and tenants, and both vendors on loopback"
	@test -d .sandbox/tenants || $(BIN)/reconciler simulator new
	@$(BIN)/reconciler simulator start
	@echo "== the first plan: what differs between the manifests and the tenants"
	@$(BIN)/reconciler plan || test $$? -eq 3
	@echo "   (refused where people would leave units that somebody made by hand: that is acknowledged next)"
	@echo "== apply: carry it out, and look whether it shows"
	@$(BIN)/reconciler apply --yes --acknowledge unmanaged-units-left --reason "first rollout of the sandbox" > .sandbox/apply.txt; code=$$?; tail -n 3 .sandbox/apply.txt; exit $$code
	@echo "== the second plan: nothing left to do"
	@$(BIN)/reconciler plan
	@echo "== the report, of what the apply kept: it asks no tenant"
	@began=$$(date +%s); $(BIN)/reconciler report --on $$(date +%F) --format html --out .sandbox/report && echo "52 schools in $$(( $$(date +%s) - began )) s"
	@echo "== three other schools in a folder of their own, with six things wrong"
	@$(BIN)/python -m tests.six_wrongs
	@echo
	@echo "Done. The simulator goes on with what was applied, so try:"
	@echo "  open .sandbox/report/index.bg.html in a browser              (52 schools, all as declared)"
	@echo "  open .sandbox/six-wrongs/report/index.bg.html                (three schools, six things wrong)"
	@echo "  $(BIN)/reconciler show ou-vasil-levski"
	@echo "  $(BIN)/reconciler why ou-vasil-levski/ou-vasil-levski/membership/teachers"
	@echo "  edit schools/ou-vasil-levski.yaml, then $(BIN)/reconciler plan"
	@echo "  $(BIN)/reconciler simulator next-year, then $(BIN)/reconciler plan    (a school year later)"
	@echo "  make stop                                                    (ends the simulator; its state stays)"

stop: install
	@$(BIN)/reconciler simulator stop

# Each has an environment of its own, and is left alone where it is at the versions of its lock.
clients: install
	@for name in gam az office365; do \
	  cmp -s tests/clients/$$name.lock $(CLIENTS)/$$name/installed.lock || { \
	    echo "== $(CLIENTS)/$$name, at the versions of tests/clients/$$name.lock" && \
	    rm -rf $(CLIENTS)/$$name && $(PYTHON) -m venv $(CLIENTS)/$$name && \
	    $(BIN)/uv pip install --quiet --python $(CLIENTS)/$$name/bin/python --require-hashes --no-deps -r tests/clients/$$name.lock && \
	    cp tests/clients/$$name.lock $(CLIENTS)/$$name/installed.lock; } || exit 1; done
	@for name in node m365; do \
	  cmp -s tests/clients/$$name/package-lock.json $(CLIENTS)/$$name/installed.lock || { \
	    echo "== $(CLIENTS)/$$name, at the versions of tests/clients/$$name/package-lock.json" && \
	    rm -rf $(CLIENTS)/$$name && mkdir -p $(CLIENTS)/$$name && \
	    cp tests/clients/$$name/package.json tests/clients/$$name/package-lock.json $(CLIENTS)/$$name && \
	    (cd $(CLIENTS)/$$name && npm ci --silent) && \
	    cp tests/clients/$$name/package-lock.json $(CLIENTS)/$$name/installed.lock; } || exit 1; done

# zizmor and python-gitlab; GitHub's description of its API and a runner of GitLab's pipelines.
codehost-tools: install
	@cmp -s tests/codehost/tools.lock $(CLIENTS)/codehost/installed.lock || { \
	  echo "== $(CLIENTS)/codehost, at the versions of tests/codehost/tools.lock" && \
	  rm -rf $(CLIENTS)/codehost && $(PYTHON) -m venv $(CLIENTS)/codehost && \
	  $(BIN)/uv pip install --quiet --python $(CLIENTS)/codehost/bin/python --require-hashes --no-deps -r tests/codehost/tools.lock && \
	  cp tests/codehost/tools.lock $(CLIENTS)/codehost/installed.lock; }
	@cmp -s tests/codehost/node/package-lock.json $(CLIENTS)/codehost-node/installed.lock || { \
	  echo "== $(CLIENTS)/codehost-node, at the versions of tests/codehost/node/package-lock.json" && \
	  rm -rf $(CLIENTS)/codehost-node && mkdir -p $(CLIENTS)/codehost-node && \
	  cp tests/codehost/node/package.json tests/codehost/node/package-lock.json $(CLIENTS)/codehost-node && \
	  (cd $(CLIENTS)/codehost-node && npm ci --silent) && \
	  cp tests/codehost/node/package-lock.json $(CLIENTS)/codehost-node/installed.lock; }

# Gitea and act, built once into the user's cache.
codehost-programs:
	@.ci/codehost/get > /dev/null

# A real Gitea on loopback, as a user of its own, and the workflows by act without containers.
codehost: codehost-tools codehost-programs
	@$(BIN)/python -m pytest -n 2 --dist loadfile tests/codehost

# The one on PATH; else built once from .ci/engine's Go modules, into the user's cache.
engine:
	@.ci/engine/get

pulumi-demo: install engine
	@$(BIN)/python -m tests.pulumi.demo

# One environment, no server, no socket: what opens one fails.
unit: install
	@$(BIN)/python -m pytest -n 2 --dist worksteal tests/unit tests/cases tests/properties

# Playwright lies apart from the environment: it is large, and nothing else asks for it.
browser: install
	@.ci/browser
	@RECONCILER_BROWSER=1 PYTHONPATH=$(CLIENTS)/browser/python $(BIN)/python -m pytest -n 2 --dist loadfile tests/browser

# Without an engine the tests of Pulumi are left out on a person's machine, and fail where RECONCILER_CI is set.
test: install clients
	@.ci/engine/get > /dev/null || test -z "$$RECONCILER_CI"
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder --ignore tests/codehost

# Writes nothing. `make -j2 check` uses both cores.
check: check-format check-lint check-types check-imports check-dead-code check-docs

check-format: install
	@$(BIN)/ruff format --check --no-cache .

check-lint: install
	@$(BIN)/ruff check --no-cache .

check-types: install
	@$(BIN)/mypy --cache-dir=/dev/null

check-imports: install
	@$(BIN)/lint-imports --no-cache

check-dead-code: install
	@$(BIN)/vulture

check-docs: install
	@$(BIN)/python -m tests.docs
	@$(BIN)/python -m tests.house

check-build: install
	@$(BIN)/python -m tests.release

release-check: check-build
	@$(BIN)/python -m tests.changelog --check

changelog: install
	@$(BIN)/python -m tests.changelog

format: install
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format --quiet .

kills: install
	@$(BIN)/python -m tests.kill_points

SEEDS ?= 10000
FROM ?= 1
JOBS ?= 2

simulate: install
	@$(BIN)/python -m tests.simulation --seeds $(SEEDS) --from $(FROM) --jobs $(JOBS)

mutants: install
	@$(BIN)/python -m tests.mutants

adoption: install
	@$(BIN)/python -m tests.adoption

bench: install
	@$(BIN)/python -m tests.bench
	@$(BIN)/python -m tests.bench_simulator
	@$(BIN)/python -m tests.bench_scale
	@.ci/engine/get > /dev/null && $(BIN)/python -m tests.bench_pulumi

lock: install
	@$(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header --all-extras --python-version 3.11 --upgrade pyproject.toml -o requirements.lock
	@for name in gam az office365; do \
	  $(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --upgrade tests/clients/$$name.in -o tests/clients/$$name.lock || exit 1; done
	@$(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --upgrade tests/browser/playwright.in -o tests/browser/playwright.lock
	@$(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --upgrade tests/codehost/tools.in -o tests/codehost/tools.lock
	@for name in clients/node clients/m365 browser codehost/node; do \
	  (cd tests/$$name && npm install --silent --package-lock-only --omit-lockfile-registry-resolved && \
	  $(CURDIR)/$(BIN)/python -c 'import json, pathlib; p = pathlib.Path("package-lock.json"); d = json.loads(p.read_text()); [one.pop("funding", None) for one in d["packages"].values()]; p.write_text(json.dumps(d, indent=2, ensure_ascii=False) + "\n")') || exit 1; done  # a lock file names no hosts
