//! The `wasm-bindgen` command, of the version that `Cargo.toml` pins.

fn main() -> anyhow::Result<()> {
    wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(std::env::args_os()).map_err(Into::into)
}
