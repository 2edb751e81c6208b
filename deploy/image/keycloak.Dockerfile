# Keycloak, built once for its database (so that it starts with `--optimized`), with the login theme of Entente.
# Build it from the root of the repository:  docker build -f deploy/image/keycloak.Dockerfile -t entente-keycloak:0.1.0 .
ARG KEYCLOAK_VERSION=26.4.5
ARG KEYCLOAK_DIGEST=""

FROM keycloak/keycloak:${KEYCLOAK_VERSION}${KEYCLOAK_DIGEST} AS built
COPY deploy/keycloak/theme/ /opt/keycloak/themes/
RUN /opt/keycloak/bin/kc.sh build --db=postgres --health-enabled=true --metrics-enabled=true \
    --features-disabled=ciba,device-flow,kerberos,impersonation,organization

FROM keycloak/keycloak:${KEYCLOAK_VERSION}${KEYCLOAK_DIGEST}
LABEL org.opencontainers.image.title="Keycloak for Entente"
COPY --from=built /opt/keycloak/ /opt/keycloak/
USER 1000:0
# Nothing but bash is there to ask with.
HEALTHCHECK --interval=10s --timeout=5s --start-period=90s --retries=6 CMD ["/bin/bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/9000 && printf 'GET /health/ready HTTP/1.0\\r\\n\\r\\n' >&3 && read -r line <&3 && [[ $line == *' 200 '* ]]"]
ENTRYPOINT ["/opt/keycloak/bin/kc.sh"]
CMD ["--config-file=/run/secrets/keycloak.conf", "start", "--optimized", "--cache=local"]
