//! The loader, its drivers, and one device with a kernel on it.
//!
//! Everything that was made is owned by a value that frees it, also when a later step fails: handles begin as null, which
//! Vulkan lets one destroy.
#![expect(unsafe_code, reason = "Vulkan is a C interface; each call says why its rules are kept")]

use std::ffi::CStr;
use std::io::{self, Cursor};
use std::sync::{Arc, Mutex};

use ash::vk;

use super::Lack;
use super::job::Order;
use super::mute::Mute;

/// The entry point of every kernel that is handed in here.
const MAIN: &CStr = c"main";

/// What to say where there is no loader or no driver.
const NO_DRIVER: (&str, &str) = (
    "install the driver of your GPU, or a software driver (Debian: `apt install mesa-vulkan-drivers`)",
    "GPU 드라이버를 설치하거나 소프트웨어 드라이버를 설치하세요(Debian: `apt install mesa-vulkan-drivers`)",
);

/// What to say where only a software driver was wanted and there is none.
const NO_SOFTWARE: (&str, &str) = (
    "install one (Debian: `apt install mesa-vulkan-drivers`) or set `device=auto`",
    "설치하거나(Debian: `apt install mesa-vulkan-drivers`) `device=auto`로 두세요",
);

/// What to say where only a real GPU was wanted and there is none.
const NO_HARDWARE: (&str, &str) = (
    "install the driver of your GPU, or set `device=auto` to let a software driver stand in",
    "GPU 드라이버를 설치하거나, `device=auto`로 두어 소프트웨어 드라이버가 대신하게 하세요",
);

/// What to say where every device refused.
const REFUSED: (&str, &str) = (
    "the driver refused to open its device; check it with `vulkaninfo`, or try `device=cpu` with a software driver",
    "드라이버가 장치를 열지 못했습니다. `vulkaninfo`로 확인하거나 소프트웨어 드라이버로 `device=cpu`를 써 보세요",
);

/// An opened device with a kernel on it.
pub(crate) struct Gpu {
    device: Arc<Device>,
    name: String,
    kind: &'static str,
}

impl Gpu {
    /// Opens the best device that `wish` allows (`auto`, `cpu`: a software driver, `gpu`: anything else) and puts the kernel on it.
    pub(super) fn open(wish: &str, kernel: &[u8]) -> Result<Self, Lack> {
        let _quiet = Mute::begin();
        let instance = Arc::new(Instance::load()?);
        let mut refused = Lack::new("a Vulkan device", NO_DRIVER);
        for candidate in instance.candidates() {
            if !allows(wish, candidate.kind) {
                refused = match wish {
                    "cpu" => Lack::new("a software Vulkan driver", NO_SOFTWARE),
                    _ => Lack::new("a GPU with a Vulkan driver", NO_HARDWARE),
                };
                continue;
            }
            match Device::open(&instance, &candidate, kernel) {
                Ok(device) => {
                    let (name, kind) = (candidate.name, name_of(candidate.kind));
                    return Ok(Gpu { device: Arc::new(device), name, kind });
                }
                Err(error) => refused = Lack::new(format!("{}: {error}", candidate.name), REFUSED),
            }
        }
        Err(refused)
    }

    /// What the driver calls it.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// `discrete-gpu`, `integrated-gpu`, `virtual-gpu`, `cpu` (a software driver) or `other`.
    pub(super) fn kind(&self) -> &'static str {
        self.kind
    }

    /// Puts the numbers where the device can reach them and writes down what it is to do: `dispatches` times the kernel, one
    /// after the other, each time with so many iterations.
    pub(crate) fn prepare(&self, numbers: &[u32], iterations: u32, dispatches: u32) -> io::Result<Order> {
        Order::new(self.device.clone(), numbers, iterations, dispatches)
    }
}

/// Whether a device of that kind may be taken.
fn allows(wish: &str, kind: vk::PhysicalDeviceType) -> bool {
    match wish {
        "cpu" => kind == vk::PhysicalDeviceType::CPU,
        "gpu" => kind != vk::PhysicalDeviceType::CPU,
        _ => true,
    }
}

/// The smaller, the rather taken.
fn rank(kind: vk::PhysicalDeviceType) -> u8 {
    match kind {
        vk::PhysicalDeviceType::DISCRETE_GPU => 0,
        vk::PhysicalDeviceType::INTEGRATED_GPU => 1,
        vk::PhysicalDeviceType::VIRTUAL_GPU => 2,
        vk::PhysicalDeviceType::CPU => 3,
        _ => 4,
    }
}

fn name_of(kind: vk::PhysicalDeviceType) -> &'static str {
    match kind {
        vk::PhysicalDeviceType::DISCRETE_GPU => "discrete-gpu",
        vk::PhysicalDeviceType::INTEGRATED_GPU => "integrated-gpu",
        vk::PhysicalDeviceType::VIRTUAL_GPU => "virtual-gpu",
        vk::PhysicalDeviceType::CPU => "cpu",
        _ => "other",
    }
}

/// The loader with every driver that it found.
struct Instance {
    raw: ash::Instance,
    _loader: ash::Entry,
}

/// A device that could be opened: it has a queue that computes.
struct Candidate {
    raw: vk::PhysicalDevice,
    name: String,
    kind: vk::PhysicalDeviceType,
    family: u32,
}

impl Instance {
    fn load() -> Result<Self, Lack> {
        // SAFETY: the loader is the one that the system has installed for this, and it outlives all that comes from it.
        let loader = unsafe { ash::Entry::load() };
        let loader = loader.map_err(|_| Lack::new("a Vulkan loader", NO_DRIVER))?;
        let application = vk::ApplicationInfo::default().api_version(vk::API_VERSION_1_0);
        let wanted = vk::InstanceCreateInfo::default().application_info(&application);
        // SAFETY: `wanted` asks for no layer and no extension, and lives until the call returns.
        match unsafe { loader.create_instance(&wanted, None) } {
            Ok(raw) => Ok(Instance { raw, _loader: loader }),
            Err(vk::Result::ERROR_INCOMPATIBLE_DRIVER) => Err(Lack::new("a Vulkan driver", NO_DRIVER)),
            Err(error) => Err(Lack::new(error.to_string(), REFUSED)),
        }
    }

    /// Every device with a queue that computes, the best first. None where the drivers find no device: some call that an error.
    fn candidates(&self) -> Vec<Candidate> {
        // SAFETY: the instance is alive, and so are the devices that it names, here and below.
        let all = unsafe { self.raw.enumerate_physical_devices() }.unwrap_or_default();
        let mut candidates: Vec<_> = all.into_iter().filter_map(|raw| self.candidate(raw)).collect();
        candidates.sort_by_key(|candidate| rank(candidate.kind));
        candidates
    }

    fn candidate(&self, raw: vk::PhysicalDevice) -> Option<Candidate> {
        // SAFETY: see `candidates`.
        let (told, queues) = unsafe {
            let told = self.raw.get_physical_device_properties(raw);
            (told, self.raw.get_physical_device_queue_family_properties(raw))
        };
        let computes = |queue: &vk::QueueFamilyProperties| {
            queue.queue_count > 0 && queue.queue_flags.contains(vk::QueueFlags::COMPUTE)
        };
        let family = u32::try_from(queues.iter().position(computes)?).ok()?;
        let name = told.device_name_as_c_str().map_or_else(|_| String::new(), |n| n.to_string_lossy().into());
        Some(Candidate { raw, name, kind: told.device_type, family })
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        let _quiet = Mute::begin();
        // SAFETY: the last user of the instance is gone: every device holds it.
        unsafe { self.raw.destroy_instance(None) }
    }
}

/// A device, its queue, and the kernel.
pub(super) struct Device {
    pub(super) raw: ash::Device,
    /// One thread at a time may submit.
    pub(super) queue: Mutex<vk::Queue>,
    pub(super) family: u32,
    pub(super) memory: vk::PhysicalDeviceMemoryProperties,
    pub(super) set_layout: vk::DescriptorSetLayout,
    pub(super) layout: vk::PipelineLayout,
    pub(super) pipeline: vk::Pipeline,
    module: vk::ShaderModule,
    _instance: Arc<Instance>,
}

impl Device {
    fn open(instance: &Arc<Instance>, candidate: &Candidate, kernel: &[u8]) -> io::Result<Self> {
        let queues = [vk::DeviceQueueCreateInfo::default()
            .queue_family_index(candidate.family)
            .queue_priorities(&[1.0])];
        let wanted = vk::DeviceCreateInfo::default().queue_create_infos(&queues);
        // SAFETY: the family is one of this device, which has the queue number 0 that is asked for.
        let (raw, queue, memory) = unsafe {
            let raw = instance.raw.create_device(candidate.raw, &wanted, None).map_err(failed)?;
            let queue = raw.get_device_queue(candidate.family, 0);
            (raw, queue, instance.raw.get_physical_device_memory_properties(candidate.raw))
        };
        let mut device = Device {
            raw,
            queue: Mutex::new(queue),
            family: candidate.family,
            memory,
            set_layout: vk::DescriptorSetLayout::null(),
            layout: vk::PipelineLayout::null(),
            pipeline: vk::Pipeline::null(),
            module: vk::ShaderModule::null(),
            _instance: instance.clone(),
        };
        device.put_on(kernel)?;
        Ok(device)
    }

    /// Compiles the kernel for this device: one list of numbers, and the number of iterations.
    fn put_on(&mut self, kernel: &[u8]) -> io::Result<()> {
        let words = ash::util::read_spv(&mut Cursor::new(kernel))?;
        let numbers = [vk::DescriptorSetLayoutBinding::default()
            .descriptor_type(vk::DescriptorType::STORAGE_BUFFER)
            .descriptor_count(1)
            .stage_flags(vk::ShaderStageFlags::COMPUTE)];
        let iterations =
            [vk::PushConstantRange::default().stage_flags(vk::ShaderStageFlags::COMPUTE).size(4)];
        // SAFETY: every handle was made by this device, and every list lives until its call returns.
        unsafe {
            let module = vk::ShaderModuleCreateInfo::default().code(&words);
            self.module = self.raw.create_shader_module(&module, None).map_err(failed)?;
            let bindings = vk::DescriptorSetLayoutCreateInfo::default().bindings(&numbers);
            self.set_layout = self.raw.create_descriptor_set_layout(&bindings, None).map_err(failed)?;
            let sets = [self.set_layout];
            let layout =
                vk::PipelineLayoutCreateInfo::default().set_layouts(&sets).push_constant_ranges(&iterations);
            self.layout = self.raw.create_pipeline_layout(&layout, None).map_err(failed)?;
            let stage = vk::PipelineShaderStageCreateInfo::default()
                .stage(vk::ShaderStageFlags::COMPUTE)
                .module(self.module)
                .name(MAIN);
            let wanted = [vk::ComputePipelineCreateInfo::default().stage(stage).layout(self.layout)];
            let made = self.raw.create_compute_pipelines(vk::PipelineCache::null(), &wanted, None);
            let made = made.map_err(|(_, error)| failed(error))?;
            self.pipeline = made.into_iter().next().ok_or_else(|| failed(vk::Result::ERROR_UNKNOWN))?;
        }
        Ok(())
    }
}

impl Drop for Device {
    fn drop(&mut self) {
        let _quiet = Mute::begin();
        // SAFETY: no job is in flight, for each holds its device until then; null handles are let through.
        unsafe {
            self.raw.destroy_pipeline(self.pipeline, None);
            self.raw.destroy_pipeline_layout(self.layout, None);
            self.raw.destroy_descriptor_set_layout(self.set_layout, None);
            self.raw.destroy_shader_module(self.module, None);
            self.raw.destroy_device(None);
        }
    }
}

/// What Vulkan says, as an error of the system.
pub(super) fn failed(error: vk::Result) -> io::Error {
    match error {
        vk::Result::ERROR_DEVICE_LOST => {
            io::Error::other("the GPU was lost: its driver reset it or gave it up")
        }
        other => io::Error::other(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KINDS: [vk::PhysicalDeviceType; 5] = [
        vk::PhysicalDeviceType::OTHER,
        vk::PhysicalDeviceType::CPU,
        vk::PhysicalDeviceType::VIRTUAL_GPU,
        vk::PhysicalDeviceType::INTEGRATED_GPU,
        vk::PhysicalDeviceType::DISCRETE_GPU,
    ];

    #[test]
    fn a_real_gpu_is_preferred() {
        let mut kinds = KINDS;
        kinds.sort_by_key(|kind| rank(*kind));
        assert_eq!(kinds.map(name_of), ["discrete-gpu", "integrated-gpu", "virtual-gpu", "cpu", "other"]);
    }

    #[test]
    fn a_wish_leaves_only_what_it_names() {
        let left = |wish| KINDS.into_iter().filter(|kind| allows(wish, *kind)).count();
        assert_eq!([left("auto"), left("cpu"), left("gpu")], [5, 1, 4]);
        assert!(allows("cpu", vk::PhysicalDeviceType::CPU));
    }
}
