import { LoopbackDoor, type DoorKind } from './loopback-door';
import { synthesised } from './synthesised';
import { type Door, FUNCTION_URL, HTTP_API, REST_API, type ServerProps, serverProps } from '../../acceptance/doors';
import { directoryOf } from '../../support';
import { adapterBinary } from '../tools/adapter';

/** The acceptance server behind the real adapter, by the door that leads to it. */
export const HARNESS_DOORS: readonly Door[] = [
  door('a REST API', 'rest-api', REST_API),
  door('a function URL', 'function-url', FUNCTION_URL),
  door('an HTTP API', 'http-api', HTTP_API),
];

function door(name: string, kind: DoorKind, props: ServerProps): Door {
  return {
    name,
    streams: kind !== 'http-api',
    open: async () => {
      const open = await LoopbackDoor.open(kind, synthesised(serverProps(props), directoryOf({})), await adapterBinary());
      return { url: open.url('/mcp'), close: async () => open.close() };
    },
  };
}
