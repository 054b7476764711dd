import { useEffect, useState } from "react";
import { consumerAdvice } from "../backend/commands";

const pauseMillis = 250;

/** The core's word of advice where the user has a credential with the same roles already; null if there is none. */
export function useAdvice(
  tenant: string,
  user: string | null,
  roles: readonly string[],
  except: string | null,
): string | null {
  const [advice, setAdvice] = useState<{ asked: string; said: string | null } | null>(null);
  const asked = JSON.stringify([tenant, user, roles, except]);

  useEffect(() => {
    const [ofTenant, ofUser, ofRoles, but] = JSON.parse(asked) as [
      string,
      string | null,
      string[],
      string | null,
    ];
    if (ofUser === null) return;
    let current = true;
    const timer = setTimeout(async () => {
      try {
        const { advice: said } = await consumerAdvice(ofTenant, ofUser, ofRoles, but);
        if (current) setAdvice({ asked, said });
      } catch {
        // Advice only helps; without an answer there is none.
        if (current) setAdvice(null);
      }
    }, pauseMillis);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [asked]);

  return user !== null && advice?.asked === asked ? advice.said : null;
}
