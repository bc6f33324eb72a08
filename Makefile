# Python 3.11 ou plus récent, git et make suffisent : le reste s’installe dans .venv et node_modules,
# aux versions exactes et aux empreintes inscrites dans requirements/*.txt et package-lock.json.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# Le verrou dit tout : chercher encore les dépendances prendrait un `extra` (coverage[toml]) à sa
# dernière version, que le verrou refuse, le jour même où elle paraît.
LOCKED := --require-hashes --only-binary=:all: --no-deps
# Le Node de la machine, ou celui du projet.
NODE   := PATH="$$PATH:$(CURDIR)/$(BIN)"
PLACES ?= 1000
# Un dossier ou un fichier de tests : make test ARGS=tests/reading ; sa couverture ne dirait rien du tout.
ARGS   ?=
# D’où partent les tirages de make test-long : make test-long GRAINE=7 en explore d’autres.
GRAINE ?= 1
# Qui n’a plus rien à faire prend à l’autre : les modules lourds s’équilibrent, et restent presque entiers.
PYTEST := $(BIN)/python -m pytest -n 2 --dist=worksteal
LOCKS  := site dev bench node lock navigateur sortie
# docs/dependances.md dit pourquoi.
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help site serve test test-long check lint format bench roue sortie lock clean install

help: ## Affiche cette aide
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

site: install ## Construit le site dans site/
	$(BIN)/cm site

serve: install ## Montre le site en local, et ce qui est enregistré aussitôt
	$(BIN)/cm serve

test: install ## Lance les tests, avec la couverture (make test ARGS=tests/reading pour un dossier)
	$(NODE) node --test tests/scripts/*.test.js
	$(PYTEST) -m 'not long' $(if $(ARGS),$(ARGS),--cov)

test-long: install ## Lance les longues explorations (make test-long GRAINE=7 pour d’autres tirages)
	@echo 'Tirages à partir de la graine $(GRAINE).'
	CM_LONGUEMENT=oui $(PYTEST) -m 'long or hypothesis' --hypothesis-seed=$(GRAINE) $(ARGS)

check: install ## Vérifie le questionnaire et les fichiers des lieux
	$(BIN)/cm check

lint: install ## Vérifie le style, les types et les automatismes GitHub
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(NODE) node_modules/.bin/biome check --error-on-warnings
	$(NODE) node_modules/.bin/tsc
	$(BIN)/zizmor --offline --persona=auditor --quiet .github
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema custom.github-workflows-require-timeout .github/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml

format: install ## Met le code en forme
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(NODE) node_modules/.bin/biome check --write

bench: install $(VENV)/.bench ## Mesure les performances, et l’écrit dans docs/performances.md
	$(NODE) $(BIN)/python -m benchmarks --places $(PLACES)

roue: install ## Fabrique le paquet qui suffit à un réseau sans code, dans dist/
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

sortie: install $(VENV)/.sortie ## Vérifie que les pages écrites à la main quitteraient MkDocs
	$(BIN)/python -m pytest tests/test_sortie.py

lock: $(VENV)/.lock $(VENV)/.node ## Met à jour les versions verrouillées
	cd requirements && for name in $(LOCKS); do \
	  UV_CUSTOM_COMPILE_COMMAND="make lock" ../$(BIN)/uv pip compile --quiet --upgrade --universal \
	    --python-version 3.11 --generate-hashes --no-build --no-config \
	    --no-emit-index-url --no-emit-find-links $$name.in --output-file $$name.txt || exit 1; \
	done
	PATH="$(CURDIR)/$(BIN):$$PATH" npm install --package-lock-only --omit-lockfile-registry-resolved \
	  --ignore-scripts --no-audit --no-fund

clean: ## Efface ce qui se reconstruit
	if [ ! -e site ] || { [ -f site/.commune-mesure ] && ! find site ! -type d | sed 's,^site/,,' | grep -qvxFf site/.commune-mesure; }; \
	  then rm -rf site .site.chantier; \
	  else echo 'site/ reste : « cm site » ne l’a pas écrit, ou pas en entier.'; fi
	rm -rf $(VENV) node_modules build *.egg-info .pytest_cache .mypy_cache .ruff_cache \
	  .hypothesis .coverage .coverage.* .cache
	find cm_build tests -name __pycache__ -type d -prune -exec rm -rf {} +

install: $(VENV)/.python $(VENV)/.packages $(VENV)/.npm $(VENV)/.navigateur

# Chaque étape laisse un témoin : elle ne recommence que si un fichier verrouillé a changé.
# Un environnement à demi installé n’a pas de témoin : la commande suivante reprend l’étape.
$(VENV)/.created:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Il faut Python 3.11 ou plus récent.")'
	$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/.packages: requirements/dev.txt | $(VENV)/.created
	$(PIP) $(LOCKED) -r requirements/dev.txt
	$(BIN)/python -m pip check --quiet
	@touch $@

$(VENV)/.python: pyproject.toml requirements/site.in $(VENV)/.packages
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

# Sans npm sur la machine, celui d’un paquet Python.
$(VENV)/.node: requirements/node.txt | $(VENV)/.packages
	command -v npm >/dev/null || $(PIP) $(LOCKED) -r requirements/node.txt
	@touch $@

$(VENV)/.npm: package.json package-lock.json $(VENV)/.node
	$(NODE) npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

# Ce que l’aperçu du formulaire exécute dans le navigateur : une autre machine, d’autres paquets.
$(VENV)/.navigateur: requirements/navigateur.txt | $(VENV)/.packages
	rm -rf $(VENV)/navigateur
	$(PIP) $(LOCKED) --target $(VENV)/navigateur --platform pyemscripten_2026_0_wasm32 \
	  --implementation cp --python-version 3.14 --abi cp314 -r requirements/navigateur.txt
	@touch $@

$(VENV)/.bench: requirements/bench.txt benchmarks/eleventy/package-lock.json | $(VENV)/.packages $(VENV)/.node
	$(PIP) $(LOCKED) -r requirements/bench.txt
	rm -rf $(VENV)/eleventy
	mkdir $(VENV)/eleventy
	cp benchmarks/eleventy/package.json benchmarks/eleventy/package-lock.json $(VENV)/eleventy/
	$(NODE) npm ci --prefix $(VENV)/eleventy --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

# À part : le site n’en dépend pas.
$(VENV)/.sortie: requirements/sortie.txt | $(VENV)/.packages
	$(PYTHON) -m venv --clear $(VENV)/sortie
	$(VENV)/sortie/bin/python -m pip install --quiet --disable-pip-version-check $(LOCKED) -r requirements/sortie.txt
	@touch $@

$(VENV)/.lock: requirements/lock.txt | $(VENV)/.packages
	$(PIP) $(LOCKED) -r requirements/lock.txt
	@touch $@
