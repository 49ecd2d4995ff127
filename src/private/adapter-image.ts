import { ADAPTER_IMAGE } from './pins';

/** The line of a Dockerfile that brings the adapter into an image. */
export const ADAPTER_LINE = `COPY --from=${ADAPTER_IMAGE} /lambda-adapter /opt/extensions/lambda-adapter`;
