/**
 * What is fetched while a server is built, in exact versions: `latest` would put into a function what nobody has chosen.
 * To raise one: the new tag must stand in its registry, then its line here, the texts and Dockerfiles that name it
 * (`test/code/pins.test.ts` finds them), `npm run test:build`, and one build with Docker and without the tool.
 */

/** With cargo-lambda, Zig and the targets of both architectures. */
export const CARGO_LAMBDA_IMAGE = 'ghcr.io/cargo-lambda/cargo-lambda:1.9.2';

/** What installs Python's packages in the container of a runtime. */
export const UV_REQUIREMENT = 'uv==0.13.9';

/** The adapter for images; of the version that the layer has by default (`runtime/web-adapter.ts`), and so raised with it. */
export const ADAPTER_IMAGE = 'public.ecr.aws/awsguru/aws-lambda-adapter:1.1.0';
