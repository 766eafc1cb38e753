variable "db_password" {
  type    = string
  default = "Rembr4ndt-Vaul7!zQ"
}

variable "api_key" {
  type    = string
  default = "change-me"
}

variable "client_secret" {
  type    = string
  default = "hR58Q~bT2mXw7VnLz0KpCd4GsJy9FaUe1QoIr6Wx"
}

locals {
  registry_password = var.db_password
  smtp = {
    host = "smtp.museum.example"
    user = "noreply"
  }
}

output "smtp_host" {
  value = local.smtp.host
}

output "registry_password" {
  value     = local.registry_password
  sensitive = true
}
