import forge from 'node-forge';
import { err, ok, type Result } from '../../shared/result.ts';
import type { ProvisioningProblem } from '../../shared/sign-in-state.ts';

type Bag = forge.pkcs12.Bag;

function derPem(label: string, node: forge.asn1.Asn1): string {
  const base64 = forge.util.encode64(forge.asn1.toDer(node).getBytes(), 64).replaceAll('\r\n', '\n');
  return `-----BEGIN ${label}-----\n${base64.trim()}\n-----END ${label}-----`;
}

/** The certificate of a bag; node-forge leaves the raw ASN.1 for keys it does not know (elliptic curves). */
function certificatePem(bag: Bag): string | undefined {
  if (bag.cert) return forge.pki.certificateToPem(bag.cert);
  return bag.asn1 ? derPem('CERTIFICATE', bag.asn1) : undefined;
}

function keyPem(bag: Bag): string | undefined {
  if (bag.key) return derPem('PRIVATE KEY', forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(bag.key)));
  return bag.asn1 ? derPem('PRIVATE KEY', bag.asn1) : undefined;
}

function open(bytes: Uint8Array, passphrase: string): forge.pkcs12.Pkcs12Pfx {
  const der = forge.util.createBuffer(Buffer.from(bytes).toString('binary'));
  return forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(der), false, passphrase);
}

/**
 * Certificates and private key of a PFX (PKCS #12) file as PEM, with Windows' older (3DES, RC2) and newer (AES-256,
 * SHA-256) protection. node-forge reads it because Node's own crypto opens PFX only for TLS and never gives the key out.
 */
export function readPfx(
  bytes: Uint8Array,
  passphrase: string | undefined,
): Result<{ certificates: string[]; key: string }, ProvisioningProblem> {
  let pfx: forge.pkcs12.Pkcs12Pfx;
  try {
    pfx = open(bytes, passphrase ?? '');
  } catch (error) {
    // node-forge names a wrong passphrase only in words; anything else it throws is about the file's structure.
    const isPassphrase = /MAC|password|decrypt/i.test(error instanceof Error ? error.message : '');
    if (!isPassphrase) return err('not-a-certificate-file');
    return err(passphrase === undefined ? 'passphrase-needed' : 'passphrase-wrong');
  }
  const bagsOf = (oid: string | undefined) => (oid === undefined ? [] : (pfx.getBags({ bagType: oid })[oid] ?? []));
  const { certBag, keyBag, pkcs8ShroudedKeyBag } = forge.pki.oids;
  const certificates = bagsOf(certBag).flatMap((bag) => certificatePem(bag) ?? []);
  const key = [...bagsOf(pkcs8ShroudedKeyBag), ...bagsOf(keyBag)].flatMap((bag) => keyPem(bag) ?? [])[0];
  if (certificates.length === 0) return err('no-certificate');
  return key === undefined ? err('no-private-key') : ok({ certificates, key });
}
