// The code comes behind the # of the scanned address, which no browser sends to anybody: it is put where it would
// be typed, and taken out of the address, so that no history keeps it.

function take() {
  const code = location.hash.slice(1);
  if (!/^[0-9A-Za-z]{8}$/.test(code)) return;
  document.querySelector("#code").value = `${code.slice(0, 4)}-${code.slice(4)}`;
  history.replaceState(null, "", location.pathname);
  document.querySelector("form button").focus();
}

take();
addEventListener("hashchange", take); // scanned once more, with this page still open
