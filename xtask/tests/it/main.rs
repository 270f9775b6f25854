//! The commands as a maintainer runs them, each against a small tree of its own.

mod check;
mod diff;
mod docs_check;
mod docs_draft;
mod docs_facts;
mod docs_fetch;
mod docs_watch;
mod generate;
mod list;
mod tree;
mod usage;
mod verify;
mod walkthrough;
mod web;
