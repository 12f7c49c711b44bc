# What can be done here: `make help`.

SWIFT ?= swift
CONFIG := figures/figures.yaml
BINARY := .build/release/rho
BUILT := .build/rho-is-built
# Folders too, so that a deleted file counts as a change.
SOURCES := $(shell find Sources Package.swift)
LINTED := Package.swift Sources Tests

ifeq ($(shell uname),Linux)
  # The Swift libraries inside the program: it starts faster, and runs where Swift is not installed. At a
  # fixed address it needs no 83,000 relocations, which are a fifth of the time that it takes to start.
  # C++'s library is linked statically where a folder has nothing but the static one: of its 2 MB little is
  # used, and loading it would be another fifth.
  STATIC := .build/static/libstdc++.a
  RELEASE := -c release --static-swift-stdlib --disable-local-rpath -Xlinker -L$(CURDIR)/$(dir $(STATIC)) \
    $(addprefix -Xswiftc -Xclang-linker -Xswiftc ,-no-pie -static-libgcc)
else
  RELEASE := -c release
endif

LIBRARIES := harfbuzz-subset libpng zlib
PACKAGES := pkg-config libharfbuzz-dev libpng-dev zlib1g-dev fonts-inter fonts-stix fonts-dejavu-core
BREW := pkg-config harfbuzz libpng
BREW_FONTS := font-inter font-stix-two-text
TEST_TOOLS := chromium librsvg2-bin libxml2-utils ffmpeg gcc libc6-dev python3-jsonschema python3-yaml python3-pil

FONT_FOLDERS := $(wildcard /usr/share/fonts /usr/local/share/fonts $(HOME)/.local/share/fonts \
  $(HOME)/.fonts $(HOME)/Library/Fonts /Library/Fonts /opt/homebrew/share/fonts)
# Families that have to be there, as the beginnings of their files' names.
FONTS := Inter- STIX

.DEFAULT_GOAL := help
.PHONY: help setup setup-test-tools build figures frames test golden check schema example docs format lint clean
.PHONY: bench bench-quick bench-peers bench-build

help: ## show this text
	@echo "Rho draws the figures of the general and adaptive robust loss."
	@echo
	@sed -n 's/^\([a-z-]*\):.*## /  make \1|/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "%-24s%s\n", $$1, $$2}'

setup: ## install the libraries and fonts that are missing
	@missing=; \
	pkg-config --exists $(LIBRARIES) 2>/dev/null || missing="libraries ($(LIBRARIES))"; \
	for font in $(FONTS); do \
	  [ -n "$$(find -L $(FONT_FOLDERS) /dev/null -name "$$font*.[ot]tf" -print -quit 2>/dev/null)" ] \
	    || missing="$$missing fonts ($$font)"; \
	done; \
	if [ -n "$$missing" ]; then \
	  echo "missing: $$missing"; \
	  $(MAKE) --no-print-directory install-packages NAMES="$(PACKAGES)" \
	    HINT="brew install $(BREW) && brew install --cask $(BREW_FONTS)"; \
	fi

setup-test-tools: setup ## install the programs that serve tests as independent referees
	@missing=; \
	for tool in chromium rsvg-convert xmllint ffmpeg; do \
	  command -v $$tool >/dev/null || missing="$$missing $$tool"; \
	done; \
	command -v cc >/dev/null || command -v clang >/dev/null || missing="$$missing cc"; \
	$(MAKE) --no-print-directory $(AXE) || echo "axe-core cannot be had; accessibility is not checked"; \
	python3 -c 'import jsonschema, yaml' 2>/dev/null || missing="$$missing python3-jsonschema"; \
	{ python3 -c 'import PIL' || /usr/bin/python3 -c 'import PIL'; } 2>/dev/null || missing="$$missing python3-pil"; \
	if [ -n "$$missing" ]; then \
	  echo "missing:$$missing"; \
	  $(MAKE) --no-print-directory install-packages NAMES="$(TEST_TOOLS)" \
	    HINT="brew install librsvg ffmpeg && brew install --cask chromium"; \
	fi

# The rules of accessibility, from a Python package that carries them; nothing else of it is used.
AXE := .build/test-tools/axe.min.js
$(AXE):
	@mkdir -p $(@D)
	@python3 -m pip download --quiet --disable-pip-version-check --no-deps --dest $(@D) \
	  axe-playwright-python==0.1.8
	@python3 -c 'import sys, zipfile; w = zipfile.ZipFile(sys.argv[1]); \
	  open(sys.argv[2], "wb").write(w.read("axe_playwright_python/axe.min.js"))' \
	  $(@D)/axe_playwright_python-0.1.8-py3-none-any.whl $@

.PHONY: install-packages
install-packages:
	@if command -v apt-get >/dev/null; then \
	  if [ "$$(id -u)" -eq 0 ]; then sudo=; else sudo=sudo; fi; \
	  export DEBIAN_FRONTEND=noninteractive; \
	  $$sudo apt-get update -q && \
	  $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $(NAMES); \
	elif command -v brew >/dev/null; then \
	  echo "install them with: $(HINT)"; exit 1; \
	else \
	  echo "install the packages that your system has for: $(NAMES)"; exit 1; \
	fi

build: setup $(BUILT) ## build the program: .build/release/rho

# A stamp and not the program itself: what is not linked anew must not look new, or every picture would
# be drawn again.
ifeq ($(wildcard $(BINARY)),)
.PHONY: $(BUILT)
endif
$(BUILT): $(SOURCES) $(STATIC)
	$(SWIFT) build $(RELEASE) --product rho
	@touch $@

figures: build ## draw what figures/figures.yaml declares and has changed
	@$(BINARY) render $(CONFIG)

frames: build ## write every frame of the adaptive fit as numbered SVG and PNG: frames/adaptive-fit
	@$(BINARY) render $(CONFIG) --only adaptive-fit --frames files --out frames

schema: build ## write figures/schema.json, which tells editors what a config may hold
	@$(BINARY) schema > figures/schema.json.part && mv figures/schema.json.part figures/schema.json

test: build ## run the tests
	RHO_BINARY="$(CURDIR)/$(BINARY)" $(SWIFT) test --disable-xctest

golden: setup ## take the pictures of today as those that tests compare with
	RHO_UPDATE_GOLDEN=1 $(SWIFT) test --disable-xctest --filter Golden

check: build ## compare the committed pictures with what the config gives now
	@$(BINARY) check $(CONFIG)
	@$(BINARY) schema | cmp -s - figures/schema.json \
	  || { echo "figures/schema.json is not what rho writes now; run: make schema"; exit 1; }

format: ## lay out the sources
	$(SWIFT) format format --in-place --parallel --recursive $(LINTED)

lint: ## look for what breaks the rules of layout and naming, and for numbers that may trap
	$(SWIFT) format lint --strict --parallel --recursive $(LINTED)
	@python3 Tests/Support/unguarded.py Sources

example: setup ## build and run the example package: the libraries and the plugin as others use them
	$(SWIFT) run --package-path Tests/Example --scratch-path .build/example Example .build/example
	$(SWIFT) package --package-path Tests/Example --scratch-path .build/example \
	  --allow-writing-to-package-directory figures --out $(CURDIR)/.build/example/pictures
	@echo "see .build/example/example.svg and .build/example/pictures"

# The modules that other packages use, each with a catalogue in its folder.
LIBRARY_MODULES := RobustLoss Optimization Tables Fitting Drawing SVGWriter Rasterizer PNG Plotting
DOCS := .build/docs

docs: setup ## write the libraries' documentation as pages: .build/docs/Rho.doccarchive
	@# The dump goes through every module of the package, those of the tests too, and builds none of these.
	$(SWIFT) build --build-tests
	$(SWIFT) package dump-symbol-graph --minimum-access-level public >/dev/null
	@rm -rf $(DOCS) && mkdir -p $(DOCS)
	@set -e; for module in $(LIBRARY_MODULES); do \
	  mkdir -p $(DOCS)/graphs/$$module $(DOCS)/catalogues; \
	  cp .build/*/symbolgraph/$$module.symbols.json .build/*/symbolgraph/$$module@*.symbols.json \
	    $(DOCS)/graphs/$$module/ 2>/dev/null || true; \
	  cp -r Sources/$$module/$$module.docc $(DOCS)/catalogues/; \
	  for picture in $$(sed -n 's/^!\[.*\](\(.*\))$$/\1/p' Sources/$$module/$$module.docc/*.md); do \
	    cp figures/$$picture.svg $(DOCS)/catalogues/$$module.docc/; \
	    cp figures/$$picture-dark.svg $(DOCS)/catalogues/$$module.docc/$$picture~dark.svg; \
	  done; \
	  echo "$$module"; \
	  docc convert $(DOCS)/catalogues/$$module.docc --fallback-display-name $$module \
	    --fallback-bundle-identifier rho.$$module --additional-symbol-graph-dir $(DOCS)/graphs/$$module \
	    --transform-for-static-hosting --warnings-as-errors --output-path $(DOCS)/$$module.doccarchive; \
	done
	@python3 Tests/Support/undocumented.py $(DOCS)/graphs/*/*.symbols.json
	@docc merge $(DOCS)/*.doccarchive --synthesized-landing-page-name Rho \
	  --synthesized-landing-page-kind Package --output-path $(DOCS)/Rho.doccarchive
	@echo "see $(DOCS)/Rho.doccarchive, for example by: python3 -m http.server -d $(DOCS)/Rho.doccarchive"

# Races against what users would take instead; tests never run them. `make bench ROWS="1 5"` runs chosen rows,
# RUNS=3 has each take part three times; the table holds what all runs so far have found.
ROWS :=
RUNS := 7
BENCH := python3 Tests/Peers/bench

bench: bench-build ## race Rho against its peers: Tests/Peers/results (first: make bench-peers)
	@$(BENCH) --runs $(RUNS) $(ROWS)

bench-quick: bench-build ## the same measurements of Rho alone, in about a minute
	@$(BENCH) --quick $(ROWS)

ifdef STATIC
# Where there is none, the link leads nowhere, and the shared library serves.
$(STATIC):
	@mkdir -p $(dir $@)
	@ln -sf "$$( (clang -print-file-name=$(notdir $@) || $(CC) -print-file-name=$(notdir $@)) 2>/dev/null)" $@
endif

bench-build: build
	$(SWIFT) build $(RELEASE) --product rho-bench

PEERS := .build/peers
PEER_PACKAGES := python3-venv gnuplot-nox r-cran-ggplot2 ffmpeg librsvg2-bin gcc libc6-dev pkg-config python3-dev libcairo2-dev
# Installed by itself; what asks for torch must not bring another one.
# The wheel for the processor alone is a tenth of the one for graphics cards.
TORCH := torch==2.13.0
TORCH_INDEX := https://download.pytorch.org/whl/cpu
# The reference implementation is not on PyPI.
REFERENCE := git+https://github.com/jonbarron/robust_loss_pytorch@9831f1db8006105fe7a383312fba0e8bd975e7f6
PIP := $(PEERS)/bin/pip --quiet --disable-pip-version-check

bench-peers: ## install the peers: .build/peers, gnuplot, ggplot2, ffmpeg
	@$(MAKE) --no-print-directory install-packages NAMES="$(PEER_PACKAGES)" \
	  HINT="brew install gnuplot r ffmpeg librsvg cairo pkg-config"
	python3 -m venv $(PEERS)
	$(PIP) install -r Tests/Peers/requirements.txt
	$(PIP) install --retries 0 --extra-index-url $(TORCH_INDEX) $(TORCH)+cpu || $(PIP) install $(TORCH)
	$(PIP) install --no-deps torch-dct
	$(PIP) install --no-deps --no-build-isolation "$(REFERENCE)" \
	  || echo "the reference package cannot be had; its loss is raced as written in torch"

clean: ## remove what was built
	rm -rf .build figures/.rho-state.json
