//! `serve DIRECTORY [--port N]`: serves the directory to this machine alone, and prints the address as one line.

use std::{env, io, path::PathBuf};

use anyhow::{Context, Result, bail, ensure};
use tokio::net::TcpListener;
use tools::site::site;

const USAGE: &str = "usage: serve DIRECTORY [--port N]";
const USUAL_PORT: u16 = 8080;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let (directory, port) = arguments()?;
    ensure!(directory.is_dir(), "{} is not a directory: build the app first", directory.display());
    let listener = listen(port).await?;
    println!("http://{}/", listener.local_addr()?);
    axum::serve(listener, site(&directory)).with_graceful_shutdown(interrupted()).await?;
    Ok(())
}

fn arguments() -> Result<(PathBuf, Option<u16>)> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        [directory] => Ok((directory.into(), None)),
        [directory, "--port", port] => {
            let port = port.parse().with_context(|| format!("{port} is not a port number; {USAGE}"))?;
            Ok((directory.into(), Some(port)))
        }
        _ => bail!(USAGE),
    }
}

/// A port that was asked for is taken or it is an error; the usual one gives way to any free one.
async fn listen(port: Option<u16>) -> Result<TcpListener> {
    let bound = TcpListener::bind(("127.0.0.1", port.unwrap_or(USUAL_PORT))).await;
    match bound {
        Err(error) if port.is_none() && error.kind() == io::ErrorKind::AddrInUse => {
            Ok(TcpListener::bind(("127.0.0.1", 0)).await?)
        }
        Err(error) => Err(error).with_context(|| format!("cannot listen on port {}", port.unwrap_or(USUAL_PORT))),
        Ok(listener) => Ok(listener),
    }
}

async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
