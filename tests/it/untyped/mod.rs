//! Calls without a spec: what is carried, what is refused, how responses and lists are read.

mod deserialize;
mod pages;
mod refused;
