//! `cargo xtask serve`: the built app at an address of this machine.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::{arguments::Arguments, build, run, tools};

/// Builds the app and serves it until interrupted.
pub fn command(mut arguments: Arguments) -> Result<()> {
    let port = arguments.value("--port")?;
    arguments.finish()?;
    let mut server = server()?;
    if let Some(port) = port {
        server.args(["--port", &port]);
    }
    run::run(&mut server)
}

/// The built app, served on a free port for as long as this lives.
pub struct Served {
    server: Child,
    /// Where it is served.
    pub address: String,
}

impl Served {
    /// Builds the app if need be, and serves it.
    pub fn start() -> Result<Self> {
        let mut command = server()?;
        command.args(["--port", "0"]).stdout(Stdio::piped());
        let mut server = command.spawn().context("cannot start the file server of tools/")?;
        let mut address = String::new();
        if let Some(output) = server.stdout.take() {
            BufReader::new(output).read_line(&mut address).context("the file server did not say its address")?;
        }
        let address = address.trim().to_owned();
        let served = Self { server, address };
        if served.address.is_empty() {
            bail!("the file server stopped before it said its address");
        }
        Ok(served)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // Both fail only if it has ended by itself, which is what is wanted.
        self.server.kill().ok();
        self.server.wait().ok();
    }
}

fn server() -> Result<Command> {
    let dist = build::fresh()?;
    let mut server = Command::new(tools::server()?);
    // Where in the server it failed tells nobody why.
    server.arg(dist).env_remove("RUST_BACKTRACE");
    Ok(server)
}
