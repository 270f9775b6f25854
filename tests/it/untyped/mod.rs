//! Calls without a spec: what is carried, what is refused, and how answers are read.

mod refused;
