//! Listens, and knows no MCP: these stacks are synthesised and compared, and never deployed.
use std::{io::Write, net::TcpListener};

fn main() -> std::io::Result<()> {
    let port = std::env::var("PORT").unwrap_or("8080".into());
    for connection in TcpListener::bind(format!("127.0.0.1:{port}"))?.incoming() {
        connection?.write_all(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")?;
    }
    Ok(())
}
