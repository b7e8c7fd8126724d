// Starts the app, or says in the page's shell why it cannot start.

const shell = document.getElementById("shell");
const status = document.getElementById("shell-status");
const { js, wasm } = document.querySelector("script[data-wasm]").dataset;

// The smallest module that uses a 128-bit vector: browsers that cannot run the app refuse it.
const VECTOR_MODULE = Uint8Array.of(
  0, 97, 115, 109, 1, 0, 0, 0, // "\0asm", version 1
  1, 5, 1, 96, 0, 1, 123, // a type: () -> v128
  3, 2, 1, 0, // a function of that type
  10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11, // its body: i32.const 0, i8x16.splat, i8x16.popcnt
);

function missing() {
  if (typeof WebAssembly !== "object") {
    return "Plimsoll needs WebAssembly, which is missing or switched off in this browser.";
  }
  if (!WebAssembly.validate(VECTOR_MODULE)) {
    return "Plimsoll needs WebAssembly with vector instructions (SIMD), which this browser does not have. "
      + "Chrome and Edge have them since version 91, Firefox since 89, Safari since 16.4.";
  }
  return null;
}

function refuse(message) {
  status.setAttribute("role", "alert");
  status.textContent = message;
}

const reason = missing();
if (reason) {
  refuse(reason);
} else {
  // A fault in the program ends it, so that the page must say that its figures no longer follow.
  addEventListener("error", ({ error }) => {
    if (error instanceof WebAssembly.RuntimeError) document.getElementById("stopped").hidden = false;
  });
  try {
    const app = await import(new URL(js, document.baseURI));
    await app.default({ module_or_path: new URL(wasm, document.baseURI) });
    shell.remove();
  } catch (error) {
    refuse(`Plimsoll could not start: ${error.message ?? error}. Reloading the page may help.`);
    // The console has the place, for whoever mends it.
    console.error(error);
  }
}
