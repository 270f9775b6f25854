//! `export`: the specs of a service in another language.

use std::io::Write;

use clouddb_codegen::diagnostics::{closest, join_list};
use clouddb_codegen::{export, output};

use crate::cli::{Export, Language};
use crate::outcome::{Failure, Outcome};
use crate::terminal;
use crate::workspace::Workspace;

pub(crate) fn run(workspace: &Workspace, options: &Export) -> Result<Outcome, Failure> {
    let Language::Openapi(options) = &options.language;
    let model = clouddb_codegen::load(&workspace.specs())?;
    let services = model.providers.iter().flat_map(|provider| {
        provider.services.iter().map(move |service| (service.feature.as_str(), provider, service))
    });
    let services: Vec<_> = services.collect();
    let Some((_, provider, service)) = services.iter().find(|(name, ..)| *name == options.service) else {
        let names = || services.iter().map(|(name, ..)| *name);
        let help = match closest(&options.service, names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there is {}", join_list(names(), "and")),
        };
        return Err(Failure::Message(format!("no service is called `{}`; {help}", options.service)));
    };
    let text = export::to_text(export::openapi(provider, service));
    match &options.output {
        Some(path) => output::write_file(path, &text).map_err(Failure::output(workspace))?,
        None => write!(terminal::stdout(), "{text}")?,
    }
    Ok(Outcome::Fine)
}
