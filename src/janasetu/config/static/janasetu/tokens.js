// Whoever logs in in another tab or frame changes the token that every open form carries. So a form takes the
// one that holds now, in the moment it is sent; without this line it is refused, and what was typed waits behind.

addEventListener("submit", (event) => {
  const token = document.cookie.match(/(?:^|; )janasetu_csrf=([^;]+)/)?.[1];
  const field = event.target.elements.namedItem("csrfmiddlewaretoken");
  if (token && field) field.value = token;
}, { capture: true });
