#!/usr/bin/env bash
# Times one study as a single process and as jobs, and prints a table in Markdown: workflow/measure.sh
# With Slurm: workflow/with-slurm.sh workflow/measure.sh. Snakemake must be on the path, and the machine idle.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d "${TMPDIR:-/tmp}/lifspec-measure-XXXXXX")
trap 'rm -rf "$folder"' EXIT
TIMEFORMAT='%R %U %S'

cat >"$folder/config.yaml" <<CONFIG
modes: [retrained]
network: miniature
amplitudes: [0.01, 0.1, 0.5]
seeds: [0, 1]
minVoltages: [0, none]
rescale: false
epochs: 4
trainImages: 10000
batchSize: 50
images: 5000
CONFIG
jobs=20 # 6 networks, 12 evaluations, a summary, a drawing
sweep=(node dist/src/cli/main.js sweep --mode retrained --network miniature --amplitudes 0.01,0.1,0.5 --seeds 0,1
  --min-voltage 0,none --epochs 4 --train-images 10000 --batch-size 50 --images 5000)
workflow=(snakemake --snakefile workflow/Snakefile --configfile "$folder/config.yaml")

# measure NAME CORES COMMAND …; efficiency: time of the sweep with one worker / (cores · time)
alone=
measure() {
  local name=$1 cores=$2 times; shift 2
  { times=$({ time "$@" >"$folder/log" 2>&1; } 2>&1); } || { cat "$folder/log" >&2; exit 1; }
  alone=${alone:-$times}
  awk -v name="$name" -v cores="$cores" -v times="$times" -v alone="$alone" -v jobs="$jobs" 'BEGIN {
    split(times, t); split(alone, a); used = t[2] + t[3]
    isSlurm = name ~ /Slurm/ # daemons start its jobs, so their CPU time is unknown
    overhead = isSlurm ? cores * t[1] - a[1] : used - a[2] - a[3]
    printf "| %s | %d | %.0f | %.0f %% | %s | %s |\n", name, cores, t[1], 100 * a[1] / (cores * t[1]),
      isSlurm ? "–" : sprintf("%.0f", used), name ~ /sweep/ ? "–" : sprintf("%.1f", overhead / jobs)
  }'
}

echo "| how | cores | seconds | efficiency | core seconds | overhead per job, core seconds |"
echo "| --- | ---: | ---: | ---: | ---: | ---: |"
measure '`lifspec sweep`, one worker' 1 "${sweep[@]}" --workers 1
measure '`lifspec sweep`, two workers' 2 "${sweep[@]}" --workers 2
measure 'Snakemake, this machine' 1 "${workflow[@]}" --directory "$folder/one" --cores 1
measure 'Snakemake, this machine' 2 "${workflow[@]}" --directory "$folder/two" --cores 2
[[ -z ${LIFSPEC_SLURM_FOLDER:-} ]] ||
  measure 'Snakemake, Slurm of one node' 2 "${workflow[@]}" --directory "$folder/slurm" --profile workflow/profiles/slurm \
    --slurm-status-command squeue --slurm-init-seconds-before-status-checks 1 --slurm-no-account --latency-wait 10
