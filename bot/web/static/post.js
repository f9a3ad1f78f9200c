// Ask our own server, with the token that proves the page is ours.

/** Send JSON and give back the answer's JSON; throws an Error with a sentence for people. */
export async function post(address, token, body) {
  let answer;
  try {
    answer = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRF-Token": token },
      body: JSON.stringify(body),
      credentials: "same-origin",
    });
  } catch {
    throw new Error("The server cannot be reached. What you wrote is still here.");
  }
  return read(answer);
}

/** Fetch JSON; throws an Error with a sentence for people. */
export async function get(address) {
  let answer;
  try {
    answer = await fetch(address, { credentials: "same-origin" });
  } catch {
    throw new Error("The server cannot be reached.");
  }
  return read(answer);
}

async function read(answer) {
  if (answer.status === 401) {
    throw new Error("Your login has ended. Log in again in another tab; what you wrote is still here.");
  }
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    throw new Error(said.error ?? `The server answered with an error (${answer.status}).`);
  }
  return said;
}
