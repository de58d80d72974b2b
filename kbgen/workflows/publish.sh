#!/bin/sh
# Builds the site, verifies it and publishes it, on the server that serves it: within ten minutes after a push,
# after midnight, and by hand. It prints nothing unless something fails, and cron mails what is printed.
#
# Once: git clone ADDRESS /srv/help-source && cd /srv/help-source && python3 -m venv .venv
# crontab -e, as the user who may write /srv/help and /srv/help-source:
# */10 * * * *  flock -n /srv/help-source/.git/publish.lock /srv/help-source/publish.sh /srv/help
#
# publish.sh /srv/help --yes agrees to what kbgen publish refused (an older site, many removals).
set -eu
cd "$(dirname "$0")"
export TZ=%zone% # where the day of a build begins

publish() {
  git fetch --quiet &&
    git reset --quiet --hard '@{upstream}' && # a build adds to addresses.txt; nobody else works here
    .venv/bin/pip install --quiet -r requirements.txt &&
    .venv/bin/kbgen build --strict &&
    .venv/bin/kbgen verify %site% &&
    .venv/bin/kbgen publish --no-verify "$@"
}

mkdir -p .cache
if ! publish "$@" > .cache/publish.log 2>&1; then
  cat .cache/publish.log
  exit 1
fi
