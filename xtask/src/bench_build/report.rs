//! Writes the measurements as a table and as JSON.

use std::fmt;
use std::time::Duration;

use serde_json::{Value as Json, json};

use super::Profile;
use super::measure::Measure;

pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) profile: Profile,
    pub(crate) measure: Measure,
}

pub(crate) struct Report {
    service: String,
    operations: usize,
    rows: Vec<Row>,
}

/// The cost of an operation in one profile.
struct Cost {
    profile: Profile,
    ours: f64,
    peer: Option<f64>,
}

impl Report {
    pub(crate) fn new(service: &str, operations: usize) -> Self {
        Self { service: service.to_owned(), operations, rows: Vec::new() }
    }

    pub(crate) fn push(&mut self, row: Row) {
        self.rows.push(row);
    }

    fn cpu(&self, profile: Profile, name: &str) -> Option<Duration> {
        let row = self.rows.iter().find(|row| row.profile == profile && row.name == name)?;
        Some(row.measure.cpu)
    }

    /// Milliseconds per operation. The fixed cost of our crate is subtracted: the crate without operations, and a
    /// program that calls none. A client of progenitor has nearly no fixed cost.
    fn cost(&self, profile: Profile) -> Option<Cost> {
        let cpu = |name| self.cpu(profile, name).map(|cpu| cpu.as_secs_f64() * 1_000.0);
        let operations = self.operations.max(1) as f64;
        let all = cpu("clouddb")? + cpu("program, all operations")?;
        let fixed = cpu("clouddb, no operations")? + cpu("program, no operation")?;
        let peer = cpu("progenitor").zip(cpu("progenitor, program"));
        Some(Cost {
            profile,
            ours: (all - fixed) / operations,
            peer: peer.map(|(client, program)| (client + program) / operations),
        })
    }

    fn costs(&self) -> impl Iterator<Item = Cost> + '_ {
        [Profile::Debug, Profile::Release].into_iter().filter_map(|profile| self.cost(profile))
    }

    pub(crate) fn json(&self) -> Json {
        let rows: Vec<Json> = self
            .rows
            .iter()
            .map(|row| {
                json!({
                    "name": row.name,
                    "profile": row.profile.name(),
                    "cpu_s": row.measure.cpu.as_secs_f64(),
                    "calibration_ms": row.measure.calibration.map(|time| time.as_secs_f64() * 1_000.0),
                })
            })
            .collect();
        let costs: Vec<Json> = self
            .costs()
            .map(|cost| {
                json!({
                    "profile": cost.profile.name(),
                    "ms_per_operation": cost.ours,
                    "progenitor_ms_per_operation": cost.peer,
                    "ratio": cost.peer.map(|peer| cost.ours / peer),
                })
            })
            .collect();
        json!({ "service": self.service, "operations": self.operations, "rows": rows, "costs": costs })
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}: {} operations, CPU seconds of a build", self.service, self.operations)?;
        writeln!(f, "{:<8} {:<26} {:>7}  {:>16}", "profile", "crate", "CPU s", "calibration ms")?;
        for row in &self.rows {
            let [before, after] = row.measure.calibration.map(|time| time.as_millis());
            let cpu = row.measure.cpu.as_secs_f64();
            writeln!(
                f,
                "{:<8} {:<26} {cpu:>7.2}  {:>16}",
                row.profile.name(),
                row.name,
                format!("{before} {after}")
            )?;
        }
        for cost in self.costs() {
            write!(f, "{}: {:.0} ms per operation, fixed cost subtracted", cost.profile.name(), cost.ours)?;
            match cost.peer {
                Some(peer) => writeln!(f, "; progenitor {peer:.0} ms, ratio {:.2}", cost.ours / peer)?,
                None => writeln!(f)?,
            }
        }
        Ok(())
    }
}
