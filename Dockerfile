# Runs one job of the workflow on Kubernetes (workflow/README.md): docker build --tag REGISTRY/lifspec:0.4.0 .
FROM node:22.12.0-bookworm-slim AS build
WORKDIR /lifspec
COPY . .
RUN npm ci && npm prune --omit=dev --ignore-scripts

FROM python:3.12.8-slim-bookworm
COPY workflow/requirements.txt /lifspec/workflow/
RUN pip install --no-cache-dir --requirement /lifspec/workflow/requirements.txt
COPY --from=build /usr/local/bin/node /usr/local/bin/
COPY --from=build /lifspec /lifspec
RUN chmod +x /lifspec/dist/bundle/main.js && ln -s /lifspec/dist/bundle/main.js /usr/local/bin/lifspec
USER 1000
WORKDIR /workdir
