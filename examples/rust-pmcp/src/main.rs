use std::env;
use std::error::Error;
use std::net::Ipv4Addr;
use std::sync::Arc;

use axum::Router;
use axum::routing::post_service;
use pmcp::axum::{AllowedOrigins, RouterConfig, concurrent_router_with_config};
use pmcp::server::streamable_http_server::StreamableHttpServerConfig;
use pmcp::types::protocol::ProtocolVersion;
use pmcp::types::protocol::version::PROTOCOL_VERSION_2026_07_28;
use pmcp::{SUPPORTED_PROTOCOL_VERSIONS, Server, mcp_tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

#[derive(Deserialize, JsonSchema)]
struct Terms {
    a: f64,
    b: f64,
}

#[derive(Serialize, JsonSchema)]
struct Sum {
    sum: f64,
}

#[mcp_tool(description = "Adds two numbers", annotations(read_only = true))]
fn add(terms: Terms) -> pmcp::Result<Sum> {
    Ok(Sum {
        sum: terms.a + terms.b,
    })
}

#[derive(Deserialize, JsonSchema)]
struct Text {
    text: String,
}

#[derive(Serialize, JsonSchema)]
struct Counts {
    // The format "uint" of a usize is unknown to clients, and some warn of it.
    #[schemars(with = "i64")]
    words: usize,
    #[schemars(with = "i64")]
    characters: usize,
}

#[mcp_tool(
    description = "Counts the words and characters of a text",
    annotations(read_only = true)
)]
fn word_count(Text { text }: Text) -> pmcp::Result<Counts> {
    Ok(Counts {
        words: text.split_whitespace().count(),
        characters: text.chars().count(),
    })
}

/// The MCP server. pmcp speaks 2026-07-28 only where it is asked to, and then beside the revisions before it.
fn mcp_server() -> pmcp::Result<Server> {
    let revisions = SUPPORTED_PROTOCOL_VERSIONS
        .iter()
        .chain(&[PROTOCOL_VERSION_2026_07_28])
        .map(|revision| ProtocolVersion(revision.to_string()));

    Server::builder()
        .name("rust-pmcp")
        .version(env!("CARGO_PKG_VERSION"))
        .with_supported_protocol_versions(revisions)
        .tool("add", add())
        .tool("word_count", word_count())
        .build()
}

/// The hosts that the server answers to, and the web pages that may call it.
///
/// A server must refuse hosts that it does not know, or a web page could reach it under a name of its
/// own (DNS rebinding). The Lambda Web Adapter passes on the public Host header, and MCP_PUBLIC_URL,
/// which McpLambdaServer sets, says which one that is. pmcp checks the Origin header by the same list:
/// a client in a web page elsewhere needs its origin in here too.
fn allowed_origins() -> AllowedOrigins {
    let mut origins = ["http://localhost", "http://127.0.0.1", "http://[::1]"]
        .map(String::from)
        .to_vec();
    origins.extend(env::var("MCP_PUBLIC_URL"));
    AllowedOrigins::explicit(origins)
}

/// The server as an HTTP application. pmcp answers at `/`, so app.ts says `serverPath: '/'`.
fn http_app(server: Server) -> Router {
    let mcp = concurrent_router_with_config(
        Arc::new(server),
        RouterConfig {
            allowed_origins: Some(allowed_origins()),
            // No sessions, so any instance can answer any request; and JSON, since an HTTP API streams nothing.
            server_config: StreamableHttpServerConfig::stateless(),
            ..RouterConfig::default()
        },
    );
    // Everything else than a POST is answered with 405. To a GET pmcp would open a stream that never
    // ends, and keep the instance busy with it until the function's timeout.
    Router::new().route_service("/", post_service(mcp))
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::from_default_env()) // RUST_LOG
        .with_ansi(false)
        .init();

    // The adapter runs beside this process and connects to the loopback address.
    let port = env::var("PORT").map_or(Ok(8080), |port| port.parse())?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    println!("Listening on http://{}/", listener.local_addr()?);
    axum::serve(listener, http_app(mcp_server()?)).await?;
    Ok(())
}
