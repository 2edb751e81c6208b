"""What `docker-compose.yml` needs besides: the secrets, made once into files, and the files of its parts."""
