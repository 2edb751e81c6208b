{{- define "entente.name" -}}{{ .Release.Name | trunc 40 | trimSuffix "-" }}{{- end -}}

{{- define "entente.image" -}}
{{- if .Values.image.digest }}{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else }}{{ .Values.image.repository }}:{{ .Values.image.tag }}{{ end -}}
{{- end -}}

{{- define "entente.selector" -}}
app.kubernetes.io/name: entente
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- if .role }}
entente/role: {{ .role }}
{{- end }}
{{- end -}}

{{- define "entente.labels" -}}
{{ include "entente.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end -}}

{{- /* What every pod is held to, whichever process it runs. */ -}}
{{- define "entente.podSecurity" -}}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  seccompProfile: { type: RuntimeDefault }
{{- with .Values.image.pullSecrets }}
imagePullSecrets: {{ toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{- define "entente.containerSecurity" -}}
image: {{ include "entente.image" . }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: { drop: [ALL] }
{{- end -}}

{{- define "entente.probes" -}}
startupProbe: { httpGet: { path: /healthz, port: http }, periodSeconds: 2, failureThreshold: 60 }
livenessProbe: { httpGet: { path: /healthz, port: http }, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 }
readinessProbe: { httpGet: { path: /readyz, port: http }, periodSeconds: 5, timeoutSeconds: 4, failureThreshold: 2 }
{{- end -}}

{{- define "entente.mounts" -}}
- { name: tmp, mountPath: /tmp }
- { name: secrets, mountPath: /etc/entente/secrets, readOnly: true }
{{- if .Values.authorities.configMap }}
- { name: authorities, mountPath: /etc/entente/authorities, readOnly: true }
{{- end }}
{{- end -}}

{{- /* dict root, secret, keys: the files of a process, and no key that is another's. */ -}}
{{- define "entente.volumes" -}}
- name: tmp
  emptyDir: { sizeLimit: 64Mi }
- name: secrets
  secret:
    secretName: {{ .secret }}
    defaultMode: 0440
    items:
      {{- range .keys }}
      - { key: {{ . }}, path: {{ . }} }
      {{- end }}
{{- if .root.Values.authorities.configMap }}
- name: authorities
  configMap:
    name: {{ .root.Values.authorities.configMap }}
    items: [{ key: {{ .root.Values.authorities.key }}, path: authorities.pem }]
{{- end }}
{{- end -}}

{{- define "entente.commonEnvironment" -}}
- { name: ENTENTE_SECRETS, value: /etc/entente/secrets }
{{- if .Values.authorities.configMap }}
- { name: SSL_CERT_FILE, value: /etc/entente/authorities/authorities.pem }
{{- end }}
{{- end -}}

{{- define "entente.spread" -}}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels: {{ include "entente.selector" . | nindent 8 }}
{{- end -}}

{{- /* Something that is not of this chart: its port, and its addresses where they are known. */ -}}
{{- define "entente.outside" -}}
- ports: [{ protocol: TCP, port: {{ .port }} }]
  {{- with .cidrs }}
  to:
    {{- range . }}
    - ipBlock: { cidr: {{ . }} }
    {{- end }}
  {{- end }}
{{- end -}}

{{- define "entente.everybody" -}}
- to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: {{ .Values.networkPolicy.dnsNamespace }} } } }]
  ports: [{ protocol: UDP, port: 53 }, { protocol: TCP, port: 53 }]
{{ include "entente.outside" .Values.postgresql }}
{{ include "entente.outside" .Values.keycloak }}
{{- if .Values.telemetry.otlpEndpoint }}
- ports: [{ protocol: TCP, port: {{ .Values.telemetry.port }} }]
{{- end }}
{{- end }}
