// What it takes to load the package, in a process that has loaded the CDK: milliseconds of both, as JSON.
package main

import (
	"fmt"
	"time"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/cdk-mcp-lambda/cdk-mcp-lambda-go/cdkmcplambda"
)

func main() {
	started := time.Now()
	awscdk.NewApp(nil)
	cdk := time.Now()
	cdkmcplambda.McpAuth_None()
	loaded := time.Now()
	ms := func(from, to time.Time) float64 { return float64(to.Sub(from).Microseconds()) / 1000 }
	fmt.Printf("{\"cdk\":%f,\"package\":%f}\n", ms(started, cdk), ms(cdk, loaded))
}
