package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func call(host string) *httptest.ResponseRecorder {
	request := httptest.NewRequest(http.MethodPost, "/mcp", strings.NewReader(
		`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"add","arguments":{"a":20,"b":22}}}`))
	request.Host = host
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "application/json, text/event-stream")
	request.Header.Set("MCP-Protocol-Version", "2025-11-25")
	recorder := httptest.NewRecorder()
	handler("https://mcp.example.com/mcp").ServeHTTP(recorder, request)
	return recorder
}

func TestTheToolAdds(t *testing.T) {
	for _, host := range []string{"mcp.example.com", "localhost:8080"} {
		if answer := call(host); answer.Code != http.StatusOK || !strings.Contains(answer.Body.String(), `"structuredContent":{"sum":42}`) {
			t.Errorf("%s: %d %s", host, answer.Code, answer.Body)
		}
	}
}

func TestAnotherHostIsRefused(t *testing.T) {
	if answer := call("attacker.example"); answer.Code != http.StatusForbidden {
		t.Errorf("%d %s", answer.Code, answer.Body)
	}
}
