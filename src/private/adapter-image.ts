/** The line of a Dockerfile that brings the adapter into an image: of the version that the layer has by default. */
export const ADAPTER_LINE = 'COPY --from=public.ecr.aws/awsguru/aws-lambda-adapter:1.1.0 /lambda-adapter /opt/extensions/lambda-adapter';
