import type { Reply } from '../server.ts';
import { childOf, elementFrom, textOf, xmlOf, type Element, type Written } from './metadata-xml.ts';

/** A call by SOAP: the method's element holds its arguments. */
export type SoapCall = { method: string; asked: Element; sessionId: string; client?: string };

/** Thrown to answer with a fault; the code is one of the vendor's exception codes. */
export class SoapFault extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Reads an envelope; throws the fault for what is none. */
export function soapCall(body: Buffer): SoapCall {
  const envelope = parsed(body);
  const asked = childOf(envelope, 'Body')?.children[0];
  if (envelope.name !== 'Envelope' || !asked) throw new SoapFault('INVALID_SOAP', 'The request is no SOAP envelope');
  const header = childOf(envelope, 'Header');
  const session = header && childOf(header, 'SessionHeader');
  const options = header && childOf(header, 'CallOptions');
  const client = options && textOf(options, 'client');
  return {
    method: asked.name,
    asked,
    sessionId: (session && textOf(session, 'sessionId')) ?? '',
    ...(client !== undefined && { client }),
  };
}

function parsed(body: Buffer): Element {
  try {
    return elementFrom(body.toString('utf8'));
  } catch (error) {
    throw new SoapFault('INVALID_SOAP', error instanceof Error ? error.message : String(error));
  }
}

const NAMESPACES =
  'xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="http://soap.sforce.com/2006/04/metadata" xmlns:sf="http://soap.sforce.com/2006/04/metadata" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

/** The answer to a method; a list gives one `result` each. */
export function soapReply(method: string, result: Written): Reply {
  return envelope(200, `<${method}Response>${xmlOf('result', result)}</${method}Response>`);
}

/** Faults have status 500, whatever they say. */
export function faultReply({ code, message }: SoapFault): Reply {
  const fault = { faultcode: `sf:${code}`, faultstring: `${code}: ${message}` };
  return envelope(500, xmlOf('soapenv:Fault', fault));
}

function envelope(status: number, inside: string): Reply {
  const body = `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope ${NAMESPACES}><soapenv:Body>${inside}</soapenv:Body></soapenv:Envelope>`;
  return { status, headers: { 'Content-Type': 'text/xml;charset=UTF-8' }, body };
}
