import "./pages/tp-app.ts";

document.body.append(document.createElement("tp-app"));
