#!/bin/sh
# Export speed against ffmpeg with the same encoder settings; prints, judges nothing.
# SPDX-License-Identifier: GPL-3.0-or-later
# Usage: bench-export.sh VOSTOK-CLI FILM SUBTITLES.LANG.srt
set -eu
cli=$1
film=$2
subtitles=$3
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

seconds () {
  start=$(date +%s.%N)
  "$@" > "$folder/log" 2>&1 < /dev/null || { cat "$folder/log" >&2; exit 1; }
  end=$(date +%s.%N)
  echo "$start $end" | awk '{ printf "%.2f", $2 - $1 }'
}

row () {
  echo "$1 $2 $3" | awk '{ printf "%-14s vostok %7.2f s   ffmpeg %7.2f s   ratio %.2f\n", $1, $2, $3, $2 / $3 }'
}

language=$(basename "$subtitles" | awk -F. '{ print $(NF - 1) }')

# Copying: only reading, writing and checking.
ours=$(seconds "$cli" export "$film" --target matroska --subtitles "$language=$subtitles" --output "$folder/copy.mkv")
theirs=$(seconds ffmpeg -y -v error -i "$film" -i "$subtitles" -map 0 -map 1 -c copy "$folder/ffmpeg-copy.mkv")
row copy "$ours" "$theirs"

# Encoding with burnt-in subtitles: the same x264 settings as "balanced".
ours=$(seconds "$cli" export "$film" --target mp4 --subtitles "$language=$subtitles" --burn "$language" \
  --output "$folder/burn.mp4")
theirs=$(seconds ffmpeg -y -v error -i "$film" -vf "subtitles=$subtitles" -c:v libx264 -preset medium -crf 21 -bf 3 \
  -g 125 -c:a aac -b:a 160k "$folder/ffmpeg-burn.mp4")
row x264-burnt "$ours" "$theirs"

ours=$(seconds "$cli" export "$film" --target webm --subtitles "$language=$subtitles" --burn "$language" \
  --output "$folder/burn.webm")
theirs=$(seconds ffmpeg -y -v error -i "$film" -vf "subtitles=$subtitles" -c:v libvpx-vp9 -deadline good -cpu-used 5 \
  -row-mt 1 -tile-columns 2 -lag-in-frames 16 -crf 30 -b:v 0 -threads "$(nproc)" -c:a libopus -b:a 128k \
  "$folder/ffmpeg-burn.webm")
row vp9-burnt "$ours" "$theirs"
