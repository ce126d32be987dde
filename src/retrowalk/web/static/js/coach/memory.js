// Small things worth keeping on this device between two openings of the page. Losing them does no harm.

export function recall(key, otherwise = {}) {
  try {
    return JSON.parse(localStorage.getItem(`retrowalk.${key}`)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

export function remember(key, value) {
  try {
    if (value === null) localStorage.removeItem(`retrowalk.${key}`);
    else localStorage.setItem(`retrowalk.${key}`, JSON.stringify(value));
  } catch {
    // No room, or not allowed: it is asked again next time.
  }
}
