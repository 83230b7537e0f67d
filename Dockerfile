# syntax=docker/dockerfile:1

# Built where it will run from, because the class-data archive holds for one JDK and one path only.
FROM maven:3-eclipse-temurin-17 AS build
WORKDIR /src
COPY pom.xml ./
COPY routes routes
COPY src src
RUN --mount=type=cache,target=/root/.m2 \
    mvn -q -B -DskipTests -Dspotless.check.skip -Dexec.skip package

FROM eclipse-temurin:17-jre
LABEL org.opencontainers.image.title="DLR Hub" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN groupadd --system --gid 10001 dlr \
 && useradd --system --uid 10001 --gid dlr --home-dir /app --shell /usr/sbin/nologin dlr \
 && mkdir -p /app/data /app/ext \
 && chown 10001:0 /app/data \
 && chmod g+rwX /app/data
WORKDIR /app
COPY --from=build /src/target/lib lib
COPY --from=build /src/target/dlr-hub.jar dlr-hub.jar
COPY src/main/docker/health health
RUN ["java", "-jar", "dlr-hub.jar", "archive"]
RUN chmod a+r dlr-hub.jsa
# Native memory of many threads from few arenas: the resident size stays near the heap's.
ENV MALLOC_ARENA_MAX=2
# Orchestrators run the image as any user of group 0: it may write what another one of them has written.
ENV DLR_FILES_PERMISSIONS=rw-rw----
USER 10001:0
# Everything that is written: ledger, files of the file sink. Run with --read-only --tmpfs /tmp:exec,
# the ledger's native library is loaded from there.
VOLUME /app/data
# 8080 takes pushes. The management port 9876 listens on the container's loopback unless
# CAMEL_MANAGEMENT_HOST says otherwise.
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --retries=3 CMD ["/app/health"]
# Jars that lib/ has not, for other Camel components or JMS brokers, are mounted at /app/ext. The archive holds
# as long as the jar it was made from comes first.
ENTRYPOINT ["java", "-XX:SharedArchiveFile=/app/dlr-hub.jsa", "-XX:+UseSerialGC", "-Xms64m", "-Xmx256m", "-XX:+ExitOnOutOfMemoryError", "-cp", "/app/dlr-hub.jar:/app/ext/*", "io.dlrhub.DlrHub"]
