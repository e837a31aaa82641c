#!/usr/bin/env bash
# Runs a command while a real Slurm with one node runs on the loopback address, without systemd: with-slurm.sh COMMAND …
# Installs missing packages (Debian, as root). Stops all services that it started when the command ends.
# Exit code: that of the command, 77 if the services cannot be started, 2 if the command is missing.
set -euo pipefail

say() { printf 'with-slurm: %s\n' "$*" >&2; }
cannot() { say "the services could not be started: $*"; exit 77; }
(($# > 0)) || { say "the command is missing, for example: with-slurm.sh sinfo"; exit 2; }

PATH=$PATH:/usr/sbin:/sbin
folder=$(mktemp -d "${TMPDIR:-/tmp}/lifspec-slurm-XXXXXX")
command_pid=

# stops the process whose id is in a file: first with TERM, then with KILL
stop() {
  local pid; pid=$(cat "$folder/$1.pid" 2>/dev/null) || return 0
  kill "$pid" 2>/dev/null || return 0
  for _ in {1..50}; do kill -0 "$pid" 2>/dev/null || return 0; sleep 0.1; done
  kill -9 "$pid" 2>/dev/null || true
}

finish() {
  local code=$?
  trap '' INT TERM
  if [[ -n $command_pid ]]; then # its whole process group
    kill -TERM -- "-$command_pid" 2>/dev/null || true
    for _ in {1..50}; do kill -0 -- "-$command_pid" 2>/dev/null || break; sleep 0.1; done
    kill -KILL -- "-$command_pid" 2>/dev/null || true
  fi
  if [[ -e $folder/slurmctld.pid ]]; then
    timeout 10 scancel --user="$(id -un)" 2>/dev/null || true
    for _ in {1..50}; do [[ -n $(timeout 5 squeue --noheader --states=running,completing 2>/dev/null) ]] || break; sleep 0.2; done
  fi
  for service in slurmd slurmctld munged; do stop "$service"; done
  rm -rf "$folder"
  exit "$code"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

install() {
  [[ $(id -u) == 0 ]] || cannot "Slurm is missing, and installing it requires root: sudo apt-get install slurm-wlm munge"
  command -v apt-get >/dev/null || cannot "Slurm and apt-get are missing: install slurmctld, slurmd and munge"
  say "installing slurm-wlm and munge"
  apt-get update >"$folder/apt.log" 2>&1 || true
  DEBIAN_FRONTEND=noninteractive apt-get install --yes slurm-wlm munge >>"$folder/apt.log" 2>&1 ||
    cannot "apt-get install failed: $(tail -n 3 "$folder/apt.log")"
}
for program in munged slurmctld slurmd sbatch; do
  command -v "$program" >/dev/null || { install; break; }
done

host=$(hostname -s)
port=$((20000 + RANDOM % 10000))
export SLURM_CONF=$folder/slurm.conf
memory=$(awk '/^MemAvailable/ { print int($2 / 1024 * 0.8) }' /proc/meminfo)
mkdir "$folder/state" "$folder/spool"
cat >"$SLURM_CONF" <<CONF
ClusterName=local
SlurmctldHost=$host(127.0.0.1)
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldPort=$port
SlurmdPort=$((port + 1))
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
AuthType=auth/munge
AuthInfo=socket=$folder/munge.sock
MpiDefault=none
ReturnToService=2
JobRequeue=0
SchedulerType=sched/backfill
SchedulerParameters=sched_interval=5,bf_interval=5
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) RealMemory=$memory State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
echo 'CgroupPlugin=disabled' >"$folder/cgroup.conf"
(umask 077 && head -c 1024 /dev/urandom >"$folder/munge.key")

munged --force --socket="$folder/munge.sock" --key-file="$folder/munge.key" --pid-file="$folder/munged.pid" \
  --log-file="$folder/munged.log" --seed-file="$folder/munge.seed" 2>"$folder/munged.err" ||
  cannot "munged: $(tail -n 1 "$folder/munged.err")"
slurmctld 2>"$folder/start.err" || cannot "slurmctld: $(tail -n 1 "$folder/start.err")"
slurmd 2>"$folder/start.err" || cannot "slurmd: $(tail -n 1 "$folder/start.err")"
for _ in {1..300}; do [[ $(sinfo --noheader --format=%T 2>/dev/null) == idle ]] && break; sleep 0.1; done
[[ $(sinfo --noheader --format=%T 2>/dev/null) == idle ]] ||
  cannot "the node is not idle after 30 s: $(tail -n 2 "$folder/slurmctld.log" "$folder/slurmd.log")"
say "Slurm $(sinfo --version | cut -d' ' -f2) runs on $host, port $port"

# Snakemake removes all variables of Slurm in its jobs, so wrappers of the programs set the configuration again
mkdir "$folder/bin"
for program in srun sbatch squeue scancel sinfo scontrol sacct sacctmgr; do
  printf '#!/bin/sh\nSLURM_CONF=%q exec %q "$@"\n' "$SLURM_CONF" "$(command -v $program)" >"$folder/bin/$program"
done
chmod +x "$folder"/bin/*
export PATH=$folder/bin:$PATH LIFSPEC_SLURM_FOLDER=$folder
setsid "$@" &
command_pid=$!
code=0
wait "$command_pid" || code=$?
command_pid=
exit "$code"
