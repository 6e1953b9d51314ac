#!/bin/sh
# Build the paper of a meeting with `jacpaper build --if-needed`, unless it is certain that
# nothing was touched since jacpaper last said that the paper is up to date.
#
#     scripts/paper.sh 2025-12-11
#
# Starting Python takes ten times as long as a look at every file. So after each build
# build/.looked-MEETING keeps what a look shows: of every file its name, inode, size and
# times, and which packages are installed. If all of it is the same, nothing was touched:
# the time of a file's last change (ctime) is new even if a backup restores the old date.
# Whatever else the look shows, jacpaper decides, by the files' contents.
# A meeting that is not named as a folder would be is for jacpaper to refuse.
bin=.venv/bin
meeting=$1
case $meeting in
    [0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]) ;;
    '')
        # Make found no meeting itself: jacpaper says what is missing.
        [ "${2:-file}" = file ] && exec "$bin/jacpaper" build --if-needed
        echo 'MEETING= names no meeting. Name one, as in: make paper MEETING=2025-12-11' >&2
        echo 'Without MEETING, make paper takes the newest.' >&2
        exit 2
        ;;
    *) exec "$bin/jacpaper" build --if-needed -- "$meeting" ;;
esac
kept=build/.looked-$meeting

# What a paper is made from. Links are followed. Fails where find does not know -printf.
sources() {
    find -L inputs templates src/jacpaper -name __pycache__ -prune -o \
        -type f -printf '%p %i %s %T@ %C@\n' &&
        echo .venv/lib/python*/site-packages/*.dist-info
}

outputs() {
    [ ! -d "build/$meeting" ] || find -L "build/$meeting" -printf '%p %i %s %T@ %C@\n'
}

# Read before the build, so that a file saved meanwhile is not taken for one that was used.
before=$(sources 2>&1) || before=
if [ -n "$before" ] && [ -f "$kept" ] && looked=$(cat "$kept") &&
    [ "$looked" = "$before
$(outputs 2>&1)" ]; then
    echo "Nothing to do: build/$meeting is what the inputs, templates and code make."
    exit 0
fi
rm -f "$kept"
"$bin/jacpaper" build "$meeting" --if-needed || exit
# It only saves time: without it, jacpaper is asked again.
[ -z "$before" ] || { printf '%s\n%s\n' "$before" "$(outputs 2>&1)" > "$kept"; } 2>/dev/null || :
