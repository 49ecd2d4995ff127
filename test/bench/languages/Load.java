import io.github.cdkmcplambda.McpAuth;
import software.amazon.awscdk.App;

/** What it takes to load the package, in a process that has loaded the CDK: milliseconds of both, as JSON. */
public final class Load {
    public static void main(String[] args) {
        long started = System.nanoTime();
        new App();
        long cdk = System.nanoTime();
        McpAuth.none();
        long loaded = System.nanoTime();
        System.out.println("{\"cdk\":" + (cdk - started) / 1e6 + ",\"package\":" + (loaded - cdk) / 1e6 + "}");
    }
}
