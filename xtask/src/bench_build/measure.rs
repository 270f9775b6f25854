//! CPU seconds of one crate's build, its dependencies ready.

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

/// What was measured of a target.
pub(crate) struct Measure {
    /// CPU time of cargo and all that it starts; the median of the runs.
    pub(crate) cpu: Duration,
    /// CPU time of a fixed piece of work before and after: how slow the machine was just then.
    pub(crate) calibration: [Duration; 2],
}

impl Measure {
    /// Builds the target once for its dependencies, and then `runs` times anew by itself.
    pub(crate) fn take(
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
            let start = used(UsageWho::RUSAGE_CHILDREN)?;
            build(scratch, target, profile)?;
            times.push(used(UsageWho::RUSAGE_CHILDREN)?.saturating_sub(start));
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
    // What the project's own commands run with must not decide what is measured here.
    for variable in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_PROFILE_DEV_DEBUG"] {
        command.env_remove(variable);
    }
    if profile == Profile::Release {
        command.arg("--release");
    }
    let status =
        command.status().map_err(|fault| Failure::Message(format!("cannot start cargo: {fault}")))?;
    if status.success() {
        return Ok(());
    }
    Err(Failure::Message(format!("`{}` does not build", target.name)))
}

/// Makes cargo build the target again.
fn touch(target: &Target) -> Result<(), Failure> {
    let file = File::options().append(true).open(&target.root_file);
    file.and_then(|file| file.set_modified(SystemTime::now()))
        .map_err(|fault| Failure::Message(format!("cannot touch `{}`: {fault}", target.root_file.display())))
}

fn used(who: UsageWho) -> Result<Duration, Failure> {
    let usage = getrusage(who)
        .map_err(|fault| Failure::Message(format!("the system does not say what was used: {fault}")))?;
    Ok(duration(usage.user_time()) + duration(usage.system_time()))
}

fn duration(time: TimeVal) -> Duration {
    let micros = time.tv_sec().saturating_mul(1_000_000).saturating_add(time.tv_usec());
    Duration::from_micros(u64::try_from(micros).unwrap_or_default())
}

/// A fixed piece of work in one thread.
fn calibrate() -> Result<Duration, Failure> {
    let start = used(UsageWho::RUSAGE_SELF)?;
    let mut counts = std::collections::BTreeMap::new();
    for number in 0_u64..1_000_000 {
        *counts.entry(number.wrapping_mul(7) % 9_973).or_insert(0_u64) += number;
    }
    black_box(counts);
    Ok(used(UsageWho::RUSAGE_SELF)?.saturating_sub(start))
}
