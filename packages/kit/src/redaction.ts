/** Replaces every known secret in a text. */
export interface Redactor {
  /** Remembers a secret; texts shorter than 4 characters are ignored because hiding them would garble everything. */
  add(secret: string): void;
  redact(text: string): string;
}

const HIDDEN = "***";

/** Makes a redactor that also hides the base64 and percent-encoded forms of its secrets, and passwords inside URLs. */
export function createRedactor(): Redactor {
  const secrets = new Set<string>();
  return {
    add(secret) {
      if (secret.length < 4) return;
      secrets.add(secret);
      secrets.add(encodeURIComponent(secret));
      secrets.add(Buffer.from(secret).toString("base64"));
      for (const line of secret.split(/\r?\n/)) if (line.trim().length >= 8) secrets.add(line.trim());
      const password = passwordOf(secret);
      if (password !== undefined && password.length >= 4) secrets.add(password);
    },
    redact(text) {
      let result = text;
      // Longest first, so that a secret that contains another one leaves no rest.
      for (const secret of [...secrets].sort((a, b) => b.length - a.length)) result = result.replaceAll(secret, HIDDEN);
      return redactUrlPasswords(result);
    },
  };
}

/** Hides the password of every `scheme://user:password@host` in a text. */
export function redactUrlPasswords(text: string): string {
  return text.replace(/([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s@/]+@/gi, `$1:${HIDDEN}@`);
}

function passwordOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { password } = new URL(text);
  return password === "" ? undefined : decodeURIComponent(password);
}
