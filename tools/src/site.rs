//! A directory of built files as a web site, with the headers that it should have wherever it is hosted.

use std::path::Path;

use axum::{
    Router,
    extract::Request,
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::{Next, from_fn},
    response::{Html, IntoResponse, Response},
    routing::any,
};
use tower_http::{compression::CompressionLayer, services::ServeDir, set_header::SetResponseHeaderLayer};

/// Nothing inline, nothing from elsewhere; `wasm-unsafe-eval` allows WebAssembly to be compiled and nothing more.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    connect-src 'self'; img-src 'self' data:; font-src 'self'; manifest-src 'self'; worker-src 'self'; \
    base-uri 'self'; form-action 'none'; frame-ancestors 'none'";

const SECURITY_HEADERS: [(HeaderName, &str); 4] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

const NOT_FOUND_PAGE: &str = "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Not found</title>\n\
    <h1>There is no such page</h1>\n<p><a href=\"/\">Go to the first page</a></p>\n</html>\n";

/// Serves `directory`: a `.br` or `.gz` file beside the asked one is sent as it is, anything else is compressed in passing.
pub fn site(directory: &Path) -> Router {
    let files = ServeDir::new(directory).precompressed_br().precompressed_gzip().fallback(any(not_found));
    let site = Router::new().fallback_service(files).layer(from_fn(cache)).layer(CompressionLayer::new());
    SECURITY_HEADERS.into_iter().fold(site, |site, (name, value)| {
        site.layer(SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value)))
    })
}

async fn not_found() -> Response {
    (StatusCode::NOT_FOUND, Html(NOT_FOUND_PAGE)).into_response()
}

/// A file named by the hash of what is in it never changes; any other is asked for again every time.
async fn cache(request: Request, next: Next) -> Response {
    let hashed = is_hashed(request.uri().path());
    let mut response = next.run(request).await;
    let lasting = hashed && response.status().is_success();
    let value = if lasting { "public, max-age=31536000, immutable" } else { "no-cache" };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(value));
    response
}

/// Trunk puts 16 hexadecimal digits into a name, as in `desk-0123456789abcdef_bg.wasm`, but none of zero in front.
fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.split(|c: char| !c.is_ascii_hexdigit()).any(|part| (12..=16).contains(&part.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{body::Body, http::Request};
    use std::{fs, path::PathBuf};
    use tower::ServiceExt;

    #[tokio::test]
    async fn every_answer_carries_the_security_headers() {
        for path in ["/", "/missing"] {
            let response = get("headers", path, "identity").await;
            for (name, value) in SECURITY_HEADERS {
                assert_eq!(response.headers()[name], value, "{path}");
            }
        }
    }

    #[tokio::test]
    async fn files_have_the_types_that_browsers_insist_on() {
        let types = [
            ("/", "text/html"),
            ("/boot.js", "text/javascript"),
            ("/desk-0123456789abcdef_bg.wasm", "application/wasm"),
            ("/desk.webmanifest", "application/manifest+json"),
        ];
        for (path, expected) in types {
            assert_eq!(get("types", path, "identity").await.headers()[header::CONTENT_TYPE], expected);
        }
    }

    #[tokio::test]
    async fn only_hashed_files_last() {
        let cached = async |path| get("cache", path, "identity").await.headers()[header::CACHE_CONTROL].clone();
        assert_eq!(cached("/desk-0123456789abcdef_bg.wasm").await, "public, max-age=31536000, immutable");
        assert_eq!(cached("/boot.js").await, "no-cache");
        assert_eq!(cached("/missing-0123456789abcdef.js").await, "no-cache");
    }

    #[tokio::test]
    async fn compresses_what_the_browser_accepts() {
        for (accepted, sent) in [("br, gzip", "br"), ("gzip", "gzip")] {
            let response = get("compression", "/boot.js", accepted).await;
            assert_eq!(response.headers()[header::CONTENT_ENCODING], sent);
        }
    }

    #[tokio::test]
    async fn a_missing_file_is_a_page_that_says_so() {
        let response = get("missing", "/missing", "identity").await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND);
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/html; charset=utf-8");
    }

    async fn get(test: &str, path: &str, accepted: &str) -> Response {
        let request = Request::get(path).header(header::ACCEPT_ENCODING, accepted).body(Body::empty());
        site(&example(test)).oneshot(request.expect("a request")).await.expect("an answer")
    }

    fn example(test: &str) -> PathBuf {
        let directory = std::env::temp_dir().join(format!("site-{test}-{}", std::process::id()));
        fs::create_dir_all(&directory).expect("a directory for the test");
        let files = ["index.html", "boot.js", "desk-0123456789abcdef_bg.wasm", "desk.webmanifest"];
        for name in files {
            fs::write(directory.join(name), "a file's text, ".repeat(100)).expect("a file for the test");
        }
        directory
    }
}
