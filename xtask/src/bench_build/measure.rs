//! Measures the CPU time of building one crate, with its dependencies built before.

use std::ffi::OsString;
use std::fs::File;
use std::hint::black_box;
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeVal;

use super::Profile;
use super::scratch::{Scratch, Target};
use crate::outcome::Failure;

/// The measurement of a target.
pub(crate) struct Measure {
    /// CPU time of cargo and its child processes; the median of the runs.
    pub(crate) cpu: Duration,
    /// CPU time of a fixed workload before and after, as a measure of the machine's speed.
    pub(crate) calibration: [Duration; 2],
}

impl Measure {
    /// Builds the target once with its dependencies, then `runs` times alone.
    pub(crate) fn run(
        scratch: &Scratch,
        target: &Target,
        profile: Profile,
        runs: u32,
    ) -> Result<Self, Failure> {
        build(scratch, target, profile)?;
        let before = calibrate()?;
        let mut times = Vec::new();
        for _ in 0..runs.max(1) {
            touch(target)?;
            let start = cpu_time(UsageWho::RUSAGE_CHILDREN)?;
            build(scratch, target, profile)?;
            times.push(cpu_time(UsageWho::RUSAGE_CHILDREN)?.saturating_sub(start));
        }
        times.sort_unstable();
        let cpu = times.get(times.len() / 2).copied().unwrap_or_default();
        Ok(Self { cpu, calibration: [before, calibrate()?] })
    }
}

fn build(scratch: &Scratch, target: &Target, profile: Profile) -> Result<(), Failure> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(cargo);
    command
        .args(["build", "--quiet", "--package", &target.package, "--no-default-features"])
        .args(["--features", &target.features.join(",")])
        .current_dir(scratch.folder())
        .env("CARGO_TARGET_DIR", scratch.folder().join("target"))
        .env("CARGO_INCREMENTAL", "0")
        .stdin(Stdio::null());
    // The environment of this command must not change the measurement.
    for variable in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_PROFILE_DEV_DEBUG"] {
        command.env_remove(variable);
    }
    if profile == Profile::Release {
        command.arg("--release");
    }
    let status =
        command.status().map_err(|error| Failure::Message(format!("cannot start cargo: {error}")))?;
    if status.success() {
        return Ok(());
    }
    Err(Failure::Message(format!("`{}` does not build", target.name)))
}

/// Touches the target, so that cargo builds it again.
fn touch(target: &Target) -> Result<(), Failure> {
    let file = File::options().append(true).open(&target.root_file);
    file.and_then(|file| file.set_modified(SystemTime::now()))
        .map_err(|error| Failure::Message(format!("cannot touch `{}`: {error}", target.root_file.display())))
}

fn cpu_time(who: UsageWho) -> Result<Duration, Failure> {
    let usage = getrusage(who)
        .map_err(|error| Failure::Message(format!("cannot read the used CPU time: {error}")))?;
    Ok(duration(usage.user_time()) + duration(usage.system_time()))
}

fn duration(time: TimeVal) -> Duration {
    let micros = time.tv_sec().saturating_mul(1_000_000).saturating_add(time.tv_usec());
    Duration::from_micros(u64::try_from(micros).unwrap_or_default())
}

/// Runs a fixed workload in one thread.
fn calibrate() -> Result<Duration, Failure> {
    let start = cpu_time(UsageWho::RUSAGE_SELF)?;
    let mut counts = std::collections::BTreeMap::new();
    for number in 0_u64..1_000_000 {
        *counts.entry(number.wrapping_mul(7) % 9_973).or_insert(0_u64) += number;
    }
    black_box(counts);
    Ok(cpu_time(UsageWho::RUSAGE_SELF)?.saturating_sub(start))
}
