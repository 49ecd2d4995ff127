// The MCP server, which any instance answers without sessions, and with JSON.
package main

import (
	"context"
	"log"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

type numbers struct {
	A float64 `json:"a"`
	B float64 `json:"b"`
}

type sum struct {
	Sum float64 `json:"sum"`
}

func newServer() *mcp.Server {
	server := mcp.NewServer(&mcp.Implementation{Name: "tools", Version: "1.0.0"}, nil)
	mcp.AddTool(server, &mcp.Tool{Name: "add", Description: "Adds two numbers"},
		func(_ context.Context, _ *mcp.CallToolRequest, in numbers) (*mcp.CallToolResult, sum, error) {
			return nil, sum{in.A + in.B}, nil
		})
	return server
}

// handler answers at /mcp to the hosts that the server is known by. Other hosts are refused, or a web page could reach
// the server under a name of its own (DNS rebinding). The SDK's own check knows localhost alone.
func handler(publicURL string) http.Handler {
	server := newServer()
	answer := mcp.NewStreamableHTTPHandler(func(*http.Request) *mcp.Server { return server }, &mcp.StreamableHTTPOptions{
		Stateless: true, JSONResponse: true, DisableLocalhostProtection: true,
	})
	known := map[string]bool{"localhost": true, "127.0.0.1": true, "::1": true}
	if public, err := url.Parse(publicURL); err == nil && public.Hostname() != "" {
		known[public.Hostname()] = true
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/mcp", func(w http.ResponseWriter, r *http.Request) {
		if !known[hostname(r.Host)] {
			http.Error(w, "unknown host", http.StatusForbidden)
			return
		}
		answer.ServeHTTP(w, r)
	})
	return mux
}

func hostname(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		return name
	}
	return strings.Trim(host, "[]")
}

func main() {
	port := os.Getenv("PORT")
	if port == "" {
		port = "8080"
	}
	// The adapter runs beside this process and connects to the loopback address.
	log.Fatal(http.ListenAndServe("127.0.0.1:"+port, handler(os.Getenv("MCP_PUBLIC_URL")))) // set by McpLambdaServer
}
