// A Firefox as it is published, driven over WebDriver BiDi: the two places where it and Playwright do not understand each other yet.
import type { Browser } from "@playwright/test";

interface Message {
  id?: number;
  method?: string;
  params?: { url?: string; navigation?: string | null; download?: string };
}

interface Transport {
  send(message: Message): void;
  onmessage(message: object): void;
}

interface Internals {
  _connection: { toImpl(browser: Browser): { _connection: { _transport: Transport } } };
}

/** There is no public way between the two: should a version of Playwright have other insides, this throws. */
export function mediate(browser: Browser): void {
  const transport = (browser as unknown as Internals)._connection.toImpl(browser)._connection._transport;
  const send = transport.send.bind(transport);
  const receive = transport.onmessage.bind(transport);
  transport.send = (message) => {
    // Playwright always says which media a page should see; this Firefox shows what its preferences say.
    if (message.method === "emulation.setMediaFeaturesOverride") {
      queueMicrotask(() => transport.onmessage({ type: "success", id: message.id, result: {} }));
    } else {
      send(message);
    }
  };
  transport.onmessage = (message: Message) => {
    const { method, params } = message;
    // A download that no navigation began has no name; its address, a blob's, is one.
    if (method?.startsWith("browsingContext.download") && params?.url && !params.navigation) params.download ??= params.url;
    receive(message);
  };
}
